using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>
/// Reads what this replica watches again without a wake: for events that were lost or wait for the broker to come back, for what no event
/// tells of, and for a pause that became overdue. One statement reads for many watchers, and only those are woken for whom it shows news.
/// Each second has its turn of people, so that the load is even and a stream that opens waits no longer than the interval.
/// </summary>
internal sealed class Rereads(
    SessionStore store,
    SessionChanges changes,
    TimeProvider clock,
    [FromKeyedServices(Clocks.Real)] TimeProvider realTime,
    ILogger<Rereads> logger) : BackgroundService
{
    private const int Turns = 15;

    private static readonly TimeSpan BetweenTurns = TimeSpan.FromSeconds(1);

    private int _turn;

    /// <summary>How often each session is read again. One whose read failed is read again by the next turn.</summary>
    public static TimeSpan Interval => Turns * BetweenTurns;

    /// <summary>Reads for those whose turn it is, and for those for whom a read has failed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _turn = (_turn + 1) % Turns;
        foreach (var watcher in changes.All.Where(watcher => watcher.UserId % Turns == _turn))
        {
            watcher.IsDue = true;
        }

        foreach (var page in changes.All.Where(watcher => watcher.IsDue).Chunk(DocumentLimits.MaxRead))
        {
            await RereadAsync(page, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenTurns, realTime);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task RereadAsync(SessionChanges.Watcher[] page, CancellationToken cancellationToken)
    {
        // Before the read: one whose own read of something newer fails meanwhile is due again.
        Array.ForEach(page, watcher => watcher.IsDue = false);
        try
        {
            var found = await store.FindLiveVersionsAsync(page.Select(watcher => watcher.UserId).Distinct(), cancellationToken);
            var live = found.ToDictionary(one => one.Document.UserId);
            var now = clock.GetUtcNow();
            WakeAll(page.Where(watcher => watcher.Feed.HasChanged(live.GetValueOrDefault(watcher.UserId), now)));
        }
        catch (Exception exception) when (TransientFaults.Is(exception))
        {
            Array.ForEach(page, watcher => watcher.IsDue = true);
            throw;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A document of somebody's cannot be read. Who then reads alone finds out whose, and the others go on.
            Log.RereadsFailed(logger, exception);
            WakeAll(page);
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.RereadsFailed(logger, exception);
        }
    }

    private static void WakeAll(IEnumerable<SessionChanges.Watcher> watchers)
    {
        foreach (var watcher in watchers)
        {
            watcher.ChangeSignal.Add(Wake.Change);
        }
    }
}
