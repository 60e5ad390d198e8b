using System.Diagnostics.Metrics;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging;

/// <summary>Registers the broker, the relay and the consumers of a service.</summary>
public static class MessagingServices
{
    // A connection that was lost without a word is noticed when two of these are missed. RabbitMQ's own 60 s would hold events back for two minutes;
    // below 5 s, busy processes would be taken for dead ones.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>Events over RabbitMQ (<c>ConnectionStrings:RabbitMq</c>). The service starts and works while the broker is away; events wait in the outbox.</summary>
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

        var address = configuration.GetConnectionString("RabbitMq")
            ?? throw new InvalidOperationException("ConnectionStrings:RabbitMq is not set: set it to amqp://user:password@host:port/vhost.");

        services.AddSingleton<IBroker, MassTransitBroker>();
        services.AddSingleton<OutboxRelay>();
        services.AddSingleton<IOutboxRelay>(provider => provider.GetRequiredService<OutboxRelay>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());

        // Where there is no clock of the suite.
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddHostedService(provider => new OutboxGauges(
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetServices<IOutboxSource>(),
            provider.GetRequiredService<TimeProvider>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<OutboxGauges>>()));

        services.Configure<MassTransitHostOptions>(host =>
        {
            // A service is of use without the broker: only its effects elsewhere wait.
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });

        return services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();

            // Without the broker a service still does its work: it is degraded, not unhealthy, and nobody has to stop sending it calls.
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            var builder = new MessagingBuilder(services, bus, service);
            configure(builder);
            if (configuration.GetValue($"{MessagingOptions.Section}:{nameof(MessagingOptions.Rehearses)}", defaultValue: true))
            {
                builder.Rehearse();
            }

            if (builder.DurableQueues.Count > 0)
            {
                services.AddSingleton<IDeadLetters>(new DeadLetters(new Uri(address), builder.DurableQueues));
            }

            bus.AddConfigureEndpointsCallback((context, queue, endpoint) =>
            {
                Configure(endpoint, context, queue, builder.DurableQueues.Contains(queue));
                CountDeadLetters(endpoint, builder.QueueLabels.GetValueOrDefault(queue, queue));
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(address), host => host.Heartbeat(Heartbeat));
                rabbit.AddPublishMessageTypes(EventTypes.All, BindQueues);
                rabbit.ConfigureEndpoints(context);
            });
        });
    }

    // Made by whoever publishes, exactly as their consumers make them. Consumers bind them by an exchange of the queue's own; where two ways lead from an
    // exchange to a queue, RabbitMQ goes one of them.
    private static void BindQueues(IRabbitMqMessagePublishTopologyConfigurator published, Type focusEvent)
    {
        foreach (var queue in QueueNames.WaitingFor(focusEvent))
        {
            published.BindQueue(QueueNames.ExchangeOf(focusEvent), queue, binding => binding.SetQuorumQueue());
        }
    }

    private static void Configure(IReceiveEndpointConfigurator endpoint, IRegistrationContext context, string queue, bool durable)
    {
        var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
        endpoint.PrefetchCount = options.Prefetch;
        endpoint.ConcurrentMessageLimit = options.Concurrency;

        if (durable && endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            endpoint.ConfigureReceive(receive => receive.UseFilter(new ReturnsWatch(queue, context.GetRequiredService<ILogger<ReturnsWatch>>())));
        }

        // The surroundings recover: wait for them, however long it takes, with the message held back (the prefetch bounds how many).
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(TransientFaults.Is);
            retry.Exponential(1_000_000, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100));
        });

        // A message that cannot be handled must not hold up the others: a few tries, then the dead-letter queue.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(exception => !TransientFaults.Is(exception));
            retry.Intervals(20, 100, 500);
        });
    }

    /// <summary>The two ways of MassTransit to give a message up, each with the count behind it.</summary>
    private static void CountDeadLetters(IReceiveEndpointConfigurator endpoint, string queue)
    {
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new GenerateFaultFilter());
            error.UseFilter(new ErrorTransportFilter());
            error.UseFilter(new DeadLetterCounter<ExceptionReceiveContext>(queue, context => context.Exception.GetBaseException().GetType().FullName!));
        });
        endpoint.ConfigureDeadLetter(skipped =>
        {
            skipped.UseFilter(new DeadLetterTransportFilter());
            skipped.UseFilter(new DeadLetterCounter<ReceiveContext>(queue, _ => "skipped"));
        });
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
