using FocusSuite.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Warming;

/// <summary>Registers what is done before a replica is ready.</summary>
internal static class WarmUpServiceCollectionExtensions
{
    public static IServiceCollection AddWarmUp(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<WarmUpOptions>, WarmUpOptionsValidator>();
        services.AddOptions<WarmUpOptions>().BindConfiguration(WarmUpOptions.Section).ValidateOnStart();

        services.AddSingleton(provider => new WarmUpRun(
            provider.GetServices<IWarmUp>(),
            provider.GetRequiredService<IOptions<WarmUpOptions>>().Value.Timeout,
            provider.GetRequiredKeyedService<TimeProvider>(Clocks.Real),
            provider.GetRequiredService<ILogger<WarmUpRun>>()));
        services.AddHostedService(provider => provider.GetRequiredService<WarmUpRun>());
        services.AddHealthChecks().AddCheck<WarmUpRun>("warm", HealthStatus.Unhealthy);
        return services;
    }
}
