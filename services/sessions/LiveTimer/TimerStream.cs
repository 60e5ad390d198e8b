using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>
/// Tells one watcher: (1) how things stand; (2) each change, by reading again when it is woken; (3) the time each second, without a read.
/// A message waits until the client has room, and what happens meanwhile is told as one.
/// </summary>
/// <param name="store">The sessions.</param>
/// <param name="changes">ChangeSignal.</param>
/// <param name="clock">Suite time: what is shown.</param>
/// <param name="realTime">Real time: how often it is shown, for it is people and devices who wait.</param>
/// <param name="logger">Where trouble is told.</param>
internal sealed class TimerStream(
    SessionStore store,
    SessionChanges changes,
    TimeProvider clock,
    [FromKeyedServices(Clocks.Real)] TimeProvider realTime,
    ILogger<TimerStream> logger)
{
    public static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    // Timers may be a little early, and would then show the second before.
    public static readonly TimeSpan TickMargin = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs until it is canceled.</summary>
    /// <param name="userId">Whose session.</param>
    /// <param name="lastEventId">What the client saw last, if it says so.</param>
    /// <param name="send">Sends a message to the client.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        long userId,
        string? lastEventId,
        Func<Wire.WatchActiveSessionResponse, CancellationToken, Task> send,
        CancellationToken cancellationToken)
    {
        // Before the first read: what is changed in between is then a wake.
        using var watcher = changes.Watch(userId);
        var signal = watcher.ChangeSignal;
        var feed = watcher.Feed;
        await using var ticks = realTime.CreateTimer(
            _ => signal.Add(Wake.Tick), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        var message = feed.Begin(await ReadAsync(userId, cancellationToken), clock.GetUtcNow(), lastEventId);
        SetTicks(ticks, feed);
        await send(message, cancellationToken);
        while (true)
        {
            var wake = await signal.NextAsync(cancellationToken);
            if (await NextAsync(watcher, wake, cancellationToken) is not { } next)
            {
                continue;
            }

            if (next.Kind == Wire.LiveKind.Change)
            {
                SetTicks(ticks, feed);
            }

            await send(next, cancellationToken);
        }
    }

    private async Task<Wire.WatchActiveSessionResponse?> NextAsync(
        SessionChanges.Watcher watcher, Wake wake, CancellationToken cancellationToken)
    {
        Wire.WatchActiveSessionResponse? message = null;
        if (wake.HasFlag(Wake.Change))
        {
            try
            {
                message = watcher.Feed.Read(await ReadAsync(watcher.UserId, cancellationToken), clock.GetUtcNow());
            }
            catch (Exception exception) when (TransientFaults.Is(exception))
            {
                // What is known is still worth showing, and the time goes on.
                Log.RereadFailed(logger, exception);
                watcher.IsDue = true;
            }
        }

        return message ?? (wake.HasFlag(Wake.Tick) ? watcher.Feed.Tick(clock.GetUtcNow()) : null);
    }

    private Task<Versioned<FocusSession>?> ReadAsync(long userId, CancellationToken cancellationToken) =>
        store.FindLiveVersionAsync(userId, cancellationToken);

    // From the moment at which the clock shows another second, so that none is shown twice or left out.
    private void SetTicks(ITimer ticks, LiveFeed feed) =>
        ticks.Change(feed.UntilNextSecond(clock.GetUtcNow()) + TickMargin ?? Timeout.InfiniteTimeSpan, TickInterval);
}
