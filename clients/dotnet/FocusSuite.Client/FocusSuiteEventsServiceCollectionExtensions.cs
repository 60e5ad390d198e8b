using FocusSuite.Client.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FocusSuite.Client;

/// <summary>Registers what hears of the suite's events.</summary>
public static class FocusSuiteEventsServiceCollectionExtensions
{
    /// <summary>Events over RabbitMQ, by the section <c>Focus:Events</c>; the broker may also be given as
    /// <c>ConnectionStrings:RabbitMq</c>.</summary>
    /// <param name="services">The program's registrations.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <returns>Says what the program wants to hear of.</returns>
    public static FocusSuiteEventsBuilder AddFocusSuiteEvents(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddFocusSuiteEvents(options =>
        {
            options.Broker = configuration.GetConnectionString("RabbitMq") ?? options.Broker;
            configuration.GetSection(FocusSuiteEventsOptions.Section).Bind(options);
        });
    }

    /// <summary>Events over RabbitMQ. The program starts and works while the broker is away; events wait in its queues.</summary>
    /// <param name="services">The program's registrations.</param>
    /// <param name="configure">Says where the broker is, and who hears.</param>
    /// <returns>Says what the program wants to hear of.</returns>
    public static FocusSuiteEventsBuilder AddFocusSuiteEvents(this IServiceCollection services, Action<FocusSuiteEventsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FocusSuiteEventsOptions>, FocusSuiteEventsOptionsValidator>());
        services.AddOptions<FocusSuiteEventsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EventListener>());
        return new FocusSuiteEventsBuilder(services);
    }
}
