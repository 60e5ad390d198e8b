using System.Diagnostics;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Counts what requests cause, in a pass of its own: counting would slow what is timed.</summary>
internal sealed class Counter(StatementCounter? statements, MetricsCounter metrics)
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private Snapshot _idle = new(0, [], 0, 0);
    private double _idleSeconds = 1;

    /// <summary>Sees what goes on without requests, to subtract it.</summary>
    public async Task WatchIdleAsync(TimeSpan time, CancellationToken cancellation)
    {
        var before = await TakeAsync(cancellation);
        await Task.Delay(time, cancellation);
        var after = await TakeAsync(cancellation);
        _idle = after.Since(before);
        _idleSeconds = Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds;
    }

    /// <summary>Counts what requests cause, with their effects in other services.</summary>
    /// <param name="into">What is added to.</param>
    /// <param name="act">Makes requests, and says how many.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CountAsync(Counts into, Func<Task<int>> act, CancellationToken cancellation)
    {
        var before = await TakeAsync(cancellation);
        var requests = await act();
        await SettleAsync(cancellation);
        var after = await TakeAsync(cancellation);
        var all = after.Since(before);
        var share = Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds / _idleSeconds;
        into.Add(
            requests,
            all.Statements.Select(one => KeyValuePair.Create(one.Key, one.Value - (share * _idle.Statements.GetValueOrDefault(one.Key)))),
            all.Calls - (share * _idle.Calls),
            all.Allocated - (share * _idle.Allocated));
    }

    /// <summary>Returns when nothing is run any more but what is run on an idle system, too.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (statements is null)
        {
            return;
        }

        var clock = Stopwatch.StartNew();
        var before = -1.0;
        while (clock.Elapsed < SettleTimeout)
        {
            var now = (await statements.ReadAsync(cancellation)).Where(one => !_idle.Statements.ContainsKey(one.Key)).Sum(one => one.Value);
            if (now == before)
            {
                return;
            }

            before = now;
            await Task.Delay(Quiet, cancellation);
        }
    }

    private async Task<Snapshot> TakeAsync(CancellationToken cancellation)
    {
        var (calls, allocated) = await metrics.ReadAsync(cancellation);
        return new Snapshot(
            Stopwatch.GetTimestamp(), statements is null ? [] : await statements.ReadAsync(cancellation), calls, allocated);
    }

    private sealed record Snapshot(long At, Dictionary<string, double> Statements, double Calls, double Allocated)
    {
        public Snapshot Since(Snapshot earlier) => new(
            At,
            Statements.Select(one => KeyValuePair.Create(one.Key, one.Value - earlier.Statements.GetValueOrDefault(one.Key)))
                .Where(one => one.Value > 0).ToDictionary(),
            Calls - earlier.Calls,
            Allocated - earlier.Allocated);
    }
}
