using System.Diagnostics;
using System.Net.Sockets;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging.Broker;

/// <summary>
/// RabbitMQ through MassTransit. Publisher confirms are on, so the end of a publish is the broker's word. The bus is started with the
/// service, in the background, and replaced when it has been unwell for long. It connects again by itself, with one exception: where a
/// connection ends while an endpoint waits for its turn on it (541, a quorum queue without a leader), that endpoint may wait for ever, and
/// the bus stays unwell.
/// </summary>
internal sealed class MassTransitBroker(
    IServiceProvider service, Uri address, IReadOnlyCollection<ConsumerQueue> queues, IOptions<MessagingOptions> options,
    ILogger<MassTransitBroker> logger)
    : BackgroundService, IBroker, IHealthCheck
{
    // How long consumers have to finish what they work on.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    // While the broker is away for long a new bus is no better than the old one.
    private static readonly TimeSpan MaxBusTimeout = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConnectInterval = TimeSpan.FromMilliseconds(200);

    private volatile BusLife? _bus;

    private int DefaultPort => address.Scheme == "amqps" ? 5671 : 5672;

    public bool IsConnected => _bus is { IsHealthy: true };

    public async Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var bus = _bus ?? throw new InvalidOperationException("The bus has not been started or has ended.");
        var focusEvent = EventTypes.Deserialize(message.Type, message.Body);

        // The relay runs outside the operation: its trace is picked up from the outbox, so that one trace reaches the last effect.
        using var activity = MessagingTelemetry.Source.StartActivity("outbox relay", ActivityKind.Internal, message.TraceParent);
        await bus.Publisher.Publish(
            focusEvent,
            focusEvent.GetType(),
            context =>
            {
                context.MessageId = message.Id;
                context.CorrelationId = focusEvent.CorrelationId;
            },
            cancellationToken);
    }

    /// <summary>
    /// Without the broker a service still does its work: it is degraded, not unhealthy, and nobody has to stop sending it calls.
    /// </summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            IsConnected ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The broker is away; events wait in the outbox."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var timeout = options.Value.BusTimeout;
        while (await WaitForListenerAsync(stoppingToken))
        {
            var bus = BusLife.Create(service, address, queues, options.Value);
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var started = StartAsync(bus, starting.Token);
            _bus = bus;
            var wasWell = await UntilUnwellAsync(bus, timeout, stoppingToken);

            _bus = null;
            await EndAsync(bus, started, starting);
            timeout = wasWell ? options.Value.BusTimeout : timeout * 2 < MaxBusTimeout ? timeout * 2 : MaxBusTimeout;
        }
    }

    /// <summary>
    /// Ends when somebody listens at the broker's address. A bus pauses ever longer after each try, and would miss the moment.
    /// </summary>
    /// <returns>Whether somebody does; false when the service stops before.</returns>
    private async Task<bool> WaitForListenerAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var client = new TcpClient();
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            bound.CancelAfter(ConnectTimeout);
            try
            {
                await client.ConnectAsync(address.Host, address.Port > 0 ? address.Port : DefaultPort, bound.Token);
                return true;
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                await Task.Delay(ConnectInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    /// <summary>Ends when the bus has been unwell for long, or the service stops.</summary>
    /// <returns>Whether it was well before.</returns>
    private async Task<bool> UntilUnwellAsync(BusLife bus, TimeSpan timeout, CancellationToken stoppingToken)
    {
        const int Looks = 20;
        var (wasWell, unwell) = (false, 0);
        using var timer = new PeriodicTimer(timeout / Looks);
        try
        {
            while (unwell < Looks && await timer.WaitForNextTickAsync(stoppingToken))
            {
                (wasWell, unwell) = bus.IsHealthy ? (true, 0) : (wasWell, unwell + 1);
            }

            Log.ReplacingBus(logger, timeout);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        return wasWell;
    }

    private async Task StartAsync(BusLife bus, CancellationToken cancellationToken)
    {
        try
        {
            await bus.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // A bus that is ended before it has started says so.
            if (!cancellationToken.IsCancellationRequested)
            {
                Log.BusNotStarted(logger, exception);
            }
        }
    }

    /// <summary>Ends a bus within a bound. What waits for ever in it is left to itself; its connection is closed.</summary>
    private async Task EndAsync(BusLife bus, Task started, CancellationTokenSource starting)
    {
        using var bound = new CancellationTokenSource(StopTimeout);
        try
        {
            if (!started.IsCompleted)
            {
                await starting.CancelAsync();
                await started.WaitAsync(bound.Token);
            }
            else
            {
                await bus.StopAsync(bound.Token).WaitAsync(bound.Token);
            }

            await bus.DisposeAsync().AsTask().WaitAsync(bound.Token);
        }
        catch (Exception exception)
        {
            Log.BusNotStopped(logger, exception);
        }
    }
}
