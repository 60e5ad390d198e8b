using FocusSuite.Documents;

namespace FocusSuite.Sessions.ProgramEnds;

/// <summary>Registers what ends sessions with their programs.</summary>
internal static class ProgramEndsServices
{
    public static IServiceCollection AddProgramEnds(this IServiceCollection services)
    {
        services.AddSingleton<LiveSessionEnd>();
        services.AddSingleton(provider => new SecondLook(
            provider.GetRequiredService<LiveSessionEnd>(),
            provider.GetRequiredService<IDocumentStore<EndedEnrollment>>(),
            provider.GetRequiredService<TimeProvider>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<SecondLook>>()));
        return services.AddHostedService(provider => provider.GetRequiredService<SecondLook>());
    }
}
