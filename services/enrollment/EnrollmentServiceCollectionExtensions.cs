using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Events;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Revocation;

namespace FocusSuite.Enrollment;

/// <summary>Registers what this service is made of.</summary>
internal static class EnrollmentServiceCollectionExtensions
{
    /// <summary>The services that this one asks.</summary>
    public static IServiceCollection AddPeers(this IServiceCollection services, IConfiguration configuration) => services
        .AddCatalogClient(configuration)
        .AddPeer<IdentityInternalService.IdentityInternalServiceClient>(configuration, "Identity")
        .AddPeer<ProgressInternalService.ProgressInternalServiceClient>(configuration, "Progress")
        .AddCallerChecks(configuration);

    /// <summary>What this service wants to know.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration) =>
        services.AddMessaging(configuration, "enrollment", messaging => messaging
            .Consume<DayEvaluated, DayEvaluatedHandler>()
            .Broadcast<SubscriptionChanged, SubscriptionChangedHandler>()
            .HearRevocations()
            .WatchCatalog()
            .AwaitEffects()
            .Rehearse<EnrollmentRehearsal>());

    /// <summary>What this service does.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddSingleton<SubscriptionCache>()
        .AddPersonalData<PersonalEnrollments>()
        .AddScoped<EnrollmentStore>()
        .AddScoped<ProAccess>()
        .AddScoped<EnrollmentCommands>()
        .AddScoped<ListPrograms>()
        .AddScoped<EnrollInProgram>()
        .AddScoped<StartProgram>()
        .AddScoped<PauseProgram>()
        .AddScoped<ResumeProgram>()
        .AddScoped<AbandonProgram>()
        .AddScoped<GetProgram>()
        .AddScoped<ListHistory>()
        .AddScoped<GetEnrollment>()
        .AddScoped<ListUsers>();
}
