using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.Sessions.Events;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions;

/// <summary>Registers the focus timer.</summary>
internal static class SessionsServiceCollectionExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPeer<EnrollmentInternalService.EnrollmentInternalServiceClient>(configuration, "Enrollment");
        services.AddPeer<IdentityInternalService.IdentityInternalServiceClient>(configuration, "Identity");
        services.AddCallerChecks(configuration);
        services.AddLiveTimer();
        services.AddFeatures();
        services.AddProgramEnds();
        return services;
    }

    private static void AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<SessionCommands>();
        services.AddSingleton<StartPermission>();
        services.AddSingleton<StartSession>();
        services.AddSingleton<GetActiveSession>();
        services.AddSingleton<WatchActiveSession>();
        services.AddSingleton<PauseSession>();
        services.AddSingleton<ResumeSession>();
        services.AddSingleton<LogDistraction>();
        services.AddSingleton<CompleteSession>();
        services.AddSingleton<CancelSession>();
        services.AddSingleton<LoggedTimesStore>();
        services.AddSingleton<LogSession>();
        services.AddSingleton<CorrectSession>();
        services.AddSingleton<RemoveSession>();
        services.AddSingleton<ListSessions>();
        services.AddSingleton<EndOverdueSessions>();
        services.AddHostedService<OverdueSessionsSweeper>();
        services.AddHostedService<ActiveSessionsGauge>();
    }

    private static void AddProgramEnds(this IServiceCollection services)
    {
        services.AddSingleton<ProgramEnd>();
        services.AddSingleton<LiveSessionEnd>();
        services.AddSingleton<SecondLook>();
        services.AddHostedService(provider => provider.GetRequiredService<SecondLook>());
    }
}
