using FocusSuite.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Draining;

/// <summary>Registers how a replica goes.</summary>
internal static class DrainServiceCollectionExtensions
{
    public static IServiceCollection AddDrain(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<DrainOptions>, DrainOptionsValidator>();
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => new Drain(
            provider.GetRequiredService<IOptions<DrainOptions>>().Value.Lasts,
            provider.GetRequiredKeyedService<TimeProvider>(Clocks.Real)));
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks().AddCheck<Drain>("staying", HealthStatus.Unhealthy);
        return services;
    }
}
