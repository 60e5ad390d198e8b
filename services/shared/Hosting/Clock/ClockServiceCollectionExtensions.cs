using FocusSuite.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Clock;

/// <summary>Registers the clocks: the only place that names one.</summary>
public static class ClockServiceCollectionExtensions
{
    /// <summary>Real and suite time, by <see cref="Clocks"/>; who asks for a clock and names none gets the suite's.</summary>
    /// <param name="services">The process's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddClocks(this IServiceCollection services) =>
        services.AddNamedClocks().AddSingleton(provider => provider.GetRequiredKeyedService<TimeProvider>(Clocks.Suite));

    /// <summary>Real and suite time, by <see cref="Clocks"/>; who names none gets real time, as libraries do in the gateway.</summary>
    /// <param name="services">The process's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddNamedClocks(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ClockOptions>, ClockOptionsValidator>();
        services.AddOptions<ClockOptions>().BindConfiguration(ClockOptions.Section).ValidateOnStart();
        services.AddKeyedSingleton<TimeProvider>(
            Clocks.Suite, (provider, _) => new FocusClock(provider.GetRequiredService<IOptions<ClockOptions>>().Value));
        return services.AddKeyedSingleton<TimeProvider>(Clocks.Real, new FocusClock(new ClockOptions()));
    }
}
