using FocusSuite.CatalogClient;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Events;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Peers;
using FocusSuite.Progress.Persistence;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Calendars;
using FocusSuite.ServiceDefaults.Revocation;

namespace FocusSuite.Progress;

/// <summary>What the service is made of.</summary>
internal static class ProgressServiceCollectionExtensions
{
    /// <summary>Whom it asks.</summary>
    public static IServiceCollection AddPeers(this IServiceCollection services, IConfiguration configuration) => services
        .AddPeer<EnrollmentInternalService.EnrollmentInternalServiceClient>(configuration, "Enrollment")
        .AddCalendars(configuration)
        .AddCatalogClient(configuration)
        .AddCallerChecks(configuration);

    /// <summary>What it wants to know.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration) => services
        .AddMessaging(configuration, "progress", messaging => messaging
            .Consume<SessionCompleted, SessionCompletedHandler>()
            .Consume<SessionCorrected, SessionCorrectedHandler>()
            .Consume<ProgramAdvanced, ProgramAdvancedHandler>()
            .WatchCatalog()
            .HearRevocations()
            .AwaitEffects()
            .Rehearse<ProgressRehearsal>());

    /// <summary>What it does.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddSingleton(typeof(KeyedLock<>))
        .AddSingleton<EnrollmentProgressStore>()
        .AddSingleton<EnrollmentClient>()
        .AddSingleton<ProgramDays>()
        .AddSingleton<SessionPeers>()
        .AddSingleton<StreakReader>()
        .AddSingleton<DayCommands>()
        .AddSingleton<UpdateTask>()
        .AddSingleton<AddReflection>()
        .AddSingleton<UpdateReflection>()
        .AddSingleton<DeleteReflection>()
        .AddSingleton<RateDay>()
        .AddSingleton<GetDay>()
        .AddSingleton<GetWeeklyReview>()
        .AddSingleton<GetTotals>();
}
