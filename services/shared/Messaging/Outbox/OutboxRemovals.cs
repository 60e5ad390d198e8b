using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging.Outbox;

/// <summary>
/// Removes messages which the broker has confirmed, many with one statement: a removal for each would cost a tenth of the request that
/// saved it. A process that dies before a removal has its messages published a second time, which every consumer bears.
/// </summary>
internal sealed class OutboxRemovals(TimeProvider clock, ILogger logger)
{
    /// <summary>How long the first of a batch waits for others: far less than a lease, at whose end it would be published again.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(2);

    // What does not fit is published again when its lease has run out: the bound only limits memory.
    private readonly Channel<Confirmed> _confirmed = Channel.CreateBounded<Confirmed>(new BoundedChannelOptions(65_536));

    /// <summary>Hands over messages that may go. Never blocks.</summary>
    /// <param name="source">The outbox that holds them.</param>
    /// <param name="messages">The confirmed messages.</param>
    public void Add(IOutboxSource source, IEnumerable<OutboxMessage> messages)
    {
        foreach (var message in messages)
        {
            _confirmed.Writer.TryWrite(new Confirmed(source, message.Id));
        }
    }

    /// <summary>Removes until the service stops; what is left then, <see cref="FlushAsync"/> removes.</summary>
    /// <param name="stoppingToken">Ends it.</param>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _confirmed.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gathering, clock, stoppingToken);
                await FlushAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    /// <summary>Removes all that was confirmed until now.</summary>
    public async Task FlushAsync()
    {
        var confirmed = new List<Confirmed>();
        while (_confirmed.Reader.TryRead(out var next))
        {
            confirmed.Add(next);
        }

        foreach (var ofSource in confirmed.GroupBy(one => one.Source, one => one.Id))
        {
            await RemoveAsync(ofSource.Key, [.. ofSource]);
        }
    }

    private async Task RemoveAsync(IOutboxSource source, IReadOnlyCollection<Guid> ids)
    {
        using var bound = new CancellationTokenSource(RemoveTimeout, clock);
        try
        {
            await source.RemoveAsync(ids, bound.Token);
        }
        catch (Exception exception)
        {
            Log.RemoveFailed(logger, exception, ids.Count);
        }
    }

    private readonly record struct Confirmed(IOutboxSource Source, Guid Id);
}
