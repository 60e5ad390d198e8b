using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging;

/// <summary>Registers the broker, the relay and the consumers of a service.</summary>
public static class MessagingServiceCollectionExtensions
{
    /// <summary>The name of the broker's health check.</summary>
    public const string BrokerCheck = "broker";

    /// <summary>
    /// Events over RabbitMQ (<c>ConnectionStrings:RabbitMq</c>). The service starts and works while the broker is away; events wait in the
    /// outbox.
    /// </summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="service">The service's name, the first part of its queues' names, e.g. <c>progress</c>.</param>
    /// <param name="configure">Says what the service wants to know.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddMessaging(
        this IServiceCollection services, IConfiguration configuration, string service, Action<MessagingBuilder> configure)
    {
        services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        services.AddOptions<MessagingOptions>().Bind(configuration.GetSection(MessagingOptions.Section)).ValidateOnStart();

        var address = new Uri(configuration.GetConnectionString("RabbitMq")
            ?? throw new InvalidOperationException(
                "ConnectionStrings:RabbitMq is not set: set it to amqp://user:password@host:port/vhost."));
        var builder = new MessagingBuilder(services, service);
        configure(builder);
        builder.Rehearse();

        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<IOutboxRelay>(provider => provider.GetRequiredService<OutboxRelay>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());

        services.AddMetrics();
        services.AddHostedService<OutboxGauges>();

        var queues = builder.Queues;
        services.AddSingleton(provider => new MassTransitBroker(
            provider, address, queues, provider.GetRequiredService<IOptions<MessagingOptions>>(),
            provider.GetRequiredService<ILogger<MassTransitBroker>>()));
        services.AddSingleton<IBroker>(provider => provider.GetRequiredService<MassTransitBroker>());
        services.AddHostedService(provider => provider.GetRequiredService<MassTransitBroker>());
        services.AddHealthChecks()
            .Add(new HealthCheckRegistration(BrokerCheck, provider => provider.GetRequiredService<MassTransitBroker>(), null, null));

        var durable = queues.Where(queue => queue.IsDurable).Select(queue => queue.Label).ToHashSet();
        if (durable.Count > 0)
        {
            services.AddSingleton<IDeadLetters>(new DeadLetters(address, durable));
        }

        return services;
    }

    private sealed class MessagingOptionsValidator : IValidateOptions<MessagingOptions>
    {
        public ValidateOptionsResult Validate(string? name, MessagingOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
