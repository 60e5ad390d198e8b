using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Events;
using FocusSuite.Insights.Features;
using FocusSuite.Insights.Persistence;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Facts.V1;
using FocusSuite.ServiceDefaults.Calendars;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Revocation;

namespace FocusSuite.Insights;

/// <summary>Registers what this service is made of.</summary>
internal static class InsightsServiceCollectionExtensions
{
    /// <summary>The services that this one asks: identity for dates, the owners of facts for a rebuild.</summary>
    public static IServiceCollection AddPeers(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var owner in OwnerFacts.Owners)
        {
            services.AddNamedPeer<FactService.FactServiceClient>(configuration, owner, OwnerFacts.MaxPageBytes);
        }

        return services
            .AddPeer<EnrollmentInternalService.EnrollmentInternalServiceClient>(configuration, "Enrollment")
            .AddCalendars(configuration)
            .AddCallerChecks(configuration);
    }

    /// <summary>What this service wants to know.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services, IConfiguration configuration) =>
        services.AddMessaging(configuration, "insights", messaging => messaging
            .Consume<SessionCompleted, SessionFacts>()
            .Consume<SessionCorrected, SessionFacts>()
            .Consume<DistractionLogged, SessionFacts>()
            .Consume<TaskUpdated, DayFacts>()
            .Consume<ReflectionAdded, DayFacts>()
            .Consume<ReflectionDeleted, DayFacts>()
            .Consume<DayRated, DayFacts>()
            .Consume<ProgramStarted, ProgramFacts>()
            .Consume<ProgramAdvanced, ProgramFacts>()
            .Consume<ProgramCompleted, ProgramFacts>()
            .Consume<EnrollmentStatusChanged, ProgramFacts>()
            .HearRevocations());

    /// <summary>What this service does.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddPersonalData<PersonalFacts>()
        .AddSingleton(AchievementFile.ReadBuiltIn())
        .AddScoped<FactLedger>()
        .AddScoped<AchievementStore>()
        .AddScoped<StreakSettingsStore>()
        .AddScoped<FactRecorder>()
        .AddSingleton<OwnerFacts>()
        .AddScoped<RebuildFacts>()
        .AddScoped<GetActivity>()
        .AddScoped<ListAchievements>()
        .AddScoped<ExplainAchievement>()
        .AddScoped<GetStreak>()
        .AddScoped<StreakSettingsCommands>()
        .AddScoped<SetRestDays>()
        .AddScoped<AddVacation>()
        .AddScoped<EndVacation>();
}
