using System.Threading.Channels;
using FocusSuite.Domain;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Messaging.Outbox;

/// <summary>
/// Publishes saved events: at once what this process has just committed, and by polling what was left over (a process died, or the broker
/// was away). A message is removed soon after the broker's confirm (<see cref="OutboxRemovals"/>); a crash in between means a repeat, which
/// consumers bear.
/// </summary>
internal sealed class OutboxRelay(
    IBroker broker,
    IEnumerable<IOutboxSource> sources,
    IOptions<MessagingOptions> options,
    [FromKeyedServices(Clocks.Real)] TimeProvider clock,
    ILogger<OutboxRelay> logger) : BackgroundService, IOutboxRelay
{
    private const int BatchSize = 100;
    private const int Publishers = 4;

    // What does not fit stays in its outbox and is polled: the bound only limits memory.
    private readonly Channel<Posted> _posted = Channel.CreateBounded<Posted>(new BoundedChannelOptions(4096));
    private readonly OutboxRemovals _removals = new(clock, logger);

    public TimeSpan Lease => options.Value.Lease;

    // Shorter than the lease: another replica may take the messages only when this one has given up.
    private TimeSpan PublishTimeout => Lease * 0.8;

    public void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages)
    {
        if (messages.Count > 0)
        {
            _posted.Writer.TryWrite(new Posted(source, messages));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // So that there is a zero before the first one.
        MessagingTelemetry.LeftOver.Add(0);
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, Publishers).Select(_ => PublishPostedAsync(stoppingToken)),
            PublishLeftoversAsync(stoppingToken),
            _removals.RunAsync(stoppingToken),
        ]);
        await _removals.FlushAsync();
    }

    private async Task PublishPostedAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var first in _posted.Reader.ReadAllAsync(stoppingToken))
            {
                var messages = new List<OutboxMessage>(first.Messages);
                var next = default(Posted);
                while (messages.Count < BatchSize && _posted.Reader.TryRead(out next) && next.Source == first.Source)
                {
                    messages.AddRange(next.Messages);
                    next = default;
                }

                await PublishAsync(first.Source, messages, stoppingToken);
                if (next is not null)
                {
                    await PublishAsync(next.Source, next.Messages, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops: what is left stays in its outbox.
        }
    }

    private async Task PublishLeftoversAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeftoverInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var source in sources)
                {
                    await PublishLeftoversAsync(source, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task PublishLeftoversAsync(IOutboxSource source, CancellationToken stoppingToken)
    {
        try
        {
            // Taking moves the lease on, so while the broker is away nothing is taken: it is free at once when the broker is back.
            while (broker.IsConnected)
            {
                var messages = await source.TakeAsync(BatchSize, Lease, stoppingToken);
                if (messages.Count == 0)
                {
                    return;
                }

                MessagingTelemetry.LeftOver.Add(messages.Count);
                if (!await PublishAsync(source, messages, stoppingToken) || messages.Count < BatchSize)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.LeftoversFailed(logger, exception);
        }
    }

    private async Task<bool> PublishAsync(IOutboxSource source, IReadOnlyList<OutboxMessage> messages, CancellationToken stoppingToken)
    {
        if (!broker.IsConnected)
        {
            return false;
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        bound.CancelAfter(PublishTimeout);
        var publishes = messages.Select(message => TryPublishAsync(message, bound.Token)).ToList();
        var confirmed = new List<OutboxMessage>(messages.Count);
        foreach (var (publish, message) in publishes.Zip(messages))
        {
            if (await publish)
            {
                confirmed.Add(message);
            }
        }

        if (confirmed.Count > 0)
        {
            PipelinePoints.Pass(PipelinePoints.AfterPublishBeforeMark);
            _removals.Add(source, confirmed);
            Count(confirmed);
        }

        return confirmed.Count == messages.Count;
    }

    private static void Count(IEnumerable<OutboxMessage> confirmed)
    {
        foreach (var (type, count) in confirmed.CountBy(message => message.Type))
        {
            MessagingTelemetry.Published.Add(count, new KeyValuePair<string, object?>(MessagingTelemetry.EventLabel, type));
        }
    }

    private async Task<bool> TryPublishAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            // The client may wait for what never comes when its connection is lost without a word, and does not always look at the token
            // while it does.
            await broker.PublishAsync(message, cancellationToken).WaitAsync(cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            Log.PublishFailed(logger, exception, message.Type, message.Id);
            return false;
        }
    }

    private sealed record Posted(IOutboxSource Source, IReadOnlyList<OutboxMessage> Messages);
}
