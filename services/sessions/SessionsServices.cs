using System.Diagnostics.Metrics;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Peers;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Expiring;
using FocusSuite.Sessions.ProgramEnds;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Storing;
using FocusSuite.Sessions.Viewing;
using FocusSuite.Sessions.Watching;

namespace FocusSuite.Sessions;

/// <summary>Registers the focus timer.</summary>
internal static class SessionsServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPeer<EnrollmentInternalService.EnrollmentInternalServiceClient>(configuration, "Enrollment");
        services.AddPeer<IdentityInternalService.IdentityInternalServiceClient>(configuration, "Identity");

        services.AddWatching();
        services.AddSingleton<SessionCommands>();
        services.AddSingleton<StartPermission>();
        services.AddSingleton<StartHandler>();
        services.AddSingleton<SessionViews>();
        services.AddHostedService(provider => new ActiveSessionsGauge(
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<SessionStore>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<ActiveSessionsGauge>>()));

        services.AddProgramEnds();
        services.AddSingleton<ExpirySweep>();
        services.AddHostedService<ExpirySweeper>();
        return services;
    }
}
