using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging.Broker;

/// <summary>
/// One bus from its start to its end, with parts of its own. A bus that has come to wait for ever cannot be mended, but another can take
/// its place.
/// </summary>
internal sealed class BusLife : IAsyncDisposable
{
    // A connection that was lost without a word is noticed when two of these are missed. RabbitMQ's own 60 s would hold events back for two
    // minutes; below 5 s, busy processes would be taken for dead ones.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _parts;
    private readonly IBusControl _bus;

    private BusLife(ServiceProvider parts) => (_parts, _bus) = (parts, parts.GetRequiredService<IBusControl>());

    /// <summary>Publishes by this bus.</summary>
    public IPublishEndpoint Publisher => _bus;

    /// <summary>Whether it is connected now and every queue is listened to.</summary>
    public bool IsHealthy => _bus.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>Puts a bus together; it does nothing before it is started.</summary>
    /// <param name="service">The service's own parts, for handlers and logs.</param>
    /// <param name="address">The broker's address.</param>
    /// <param name="queues">What the service listens to.</param>
    /// <param name="options">How the service talks to the broker.</param>
    /// <returns>The bus.</returns>
    public static BusLife Create(IServiceProvider service, Uri address, IReadOnlyCollection<ConsumerQueue> queues, MessagingOptions options)
    {
        var parts = new ServiceCollection();
        parts.AddSingleton(service.GetRequiredService<ILoggerFactory>()).AddLogging();
        parts.AddScoped(_ => new ServiceScope(service));
        parts.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            var byName = queues.ToDictionary(queue => queue.Listen(bus, parts, service));
            bus.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                Configure(endpoint, name, byName[name], options, context.GetRequiredService<ILoggerFactory>());
                CountDeadLetters(endpoint, byName[name].Label);
            });
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address, host => host.Heartbeat(Heartbeat));

                // What all events have in common is no message of its own.
                rabbit.Publish<FocusEvent>(published => published.Exclude = true);
                rabbit.AddPublishMessageTypes(EventTypes.All, BindQueues);
                rabbit.ConfigureEndpoints(context);
            });
        });
        return new BusLife(parts.BuildServiceProvider());
    }

    /// <summary>Connects and listens, for as long as it takes.</summary>
    /// <param name="cancellationToken">Ends the wait; the bus is of no more use then.</param>
    /// <returns>A task that ends when every queue is listened to.</returns>
    public Task StartAsync(CancellationToken cancellationToken) => _bus.StartAsync(cancellationToken);

    /// <summary>Lets consumers finish what they work on, and disconnects. What they do not finish is delivered again.</summary>
    /// <param name="cancellationToken">The bound.</param>
    /// <returns>A task that ends with the bus.</returns>
    public Task StopAsync(CancellationToken cancellationToken) => _bus.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    // Made by whoever publishes, exactly as their consumers make them. Consumers bind them by an exchange of the queue's own; where two
    // ways lead from an exchange to a queue, RabbitMQ goes one of them.
    private static void BindQueues(IRabbitMqMessagePublishTopologyConfigurator published, Type focusEvent)
    {
        foreach (var queue in QueueNames.WaitingFor(focusEvent))
        {
            published.BindQueue(QueueNames.ExchangeOf(focusEvent), queue, binding => binding.SetQuorumQueue());
        }
    }

    private static void Configure(
        IReceiveEndpointConfigurator endpoint, string name, ConsumerQueue queue, MessagingOptions options, ILoggerFactory loggers)
    {
        endpoint.PrefetchCount = options.Prefetch;
        endpoint.ConcurrentMessageLimit = options.Concurrency;

        if (queue.IsDurable && endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            endpoint.ConfigureReceive(receive => receive.UseFilter(new ReturnsWatch(name, loggers.CreateLogger<ReturnsWatch>())));
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
            error.UseFilter(
                new DeadLetterCounter<ExceptionReceiveContext>(queue, context => context.Exception.GetBaseException().GetType().FullName!));
        });
        endpoint.ConfigureDeadLetter(skipped =>
        {
            skipped.UseFilter(new DeadLetterTransportFilter());
            skipped.UseFilter(new DeadLetterCounter<ReceiveContext>(queue, _ => "skipped"));
        });
    }
}
