using System.Diagnostics;
using FocusSuite.Load.Results;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Rates, latencies and the cost of each part: the system and the floor in turn, in rounds.</summary>
internal sealed class TimingPass
{
    public const string Client = "client";

    private readonly RunningSuite _suite;
    private readonly Crowd _crowd;
    private readonly BenchmarkSize _size;
    private readonly CostResults _results;
    private readonly CancellationToken _cancellation;
    private readonly Side _system;
    private readonly Side _floor;

    public TimingPass(
        RunningSuite suite, Floor floor, Crowd crowd, BenchmarkSize size, CostResults results, CancellationToken cancellation)
    {
        (_suite, _crowd, _size, _results, _cancellation) = (suite, crowd, size, results, cancellation);
        _system = Of(suite.Gateway.Port, suite.Parts);
        _floor = Of(floor.Port, [.. floor.Parts, KeyValuePair.Create("postgres", suite.Parts["postgres"])]);
    }

    public async Task RunAsync()
    {
        await WarmAsync();
        for (var round = 1; round <= _size.Rounds; round++)
        {
            Progress.Say($"round {round} of {_size.Rounds}");
            await _crowd.RenewTokensAsync(_suite.Gateway, _cancellation);
            await ReadAsync();
            await WriteAsync();
        }

        foreach (var read in _results.Reads)
        {
            var rate = _results.ReadPairs[(read.Name, _size.CostConnections)].SystemRate / 2;
            var latencies = await OpenLoop.RunAsync(
                new Uri(_suite.Gateway, read.Path), _crowd.Reader.Access, rate, _size.Interval / 2, _size.Interval, _cancellation);
            double[] answered = [.. latencies.Where(double.IsFinite)];
            _results.HalfLoads[read.Name] = new HalfLoad(
                rate, Figures.Percentile(answered, 0.5), Figures.Percentile(answered, 0.99), latencies.Count - answered.Length);
        }
    }

    private static Side Of(int port, IEnumerable<KeyValuePair<string, int>> parts) =>
        new(port, new PartMeter(parts.ToDictionary()));

    /// <summary>The runtime compiles again what runs often: everything runs for some seconds first.</summary>
    private async Task WarmAsync()
    {
        Progress.Say("warming up");
        foreach (var read in _results.Reads)
        {
            await LoopAsync(_system, Readers(_system, read, _size.CostConnections), _size.WarmUp);
            await LoopAsync(_floor, Readers(_floor, read, _size.CostConnections), _size.WarmUp);
        }

        foreach (var write in _results.Writes)
        {
            await SystemWriteAsync(write, _size.WarmUp);
        }

        await FloorWriteAsync(_size.WarmUp);
    }

    private async Task ReadAsync()
    {
        foreach (var read in _results.Reads)
        {
            foreach (var connections in _size.Connections)
            {
                var pair = Of(_results.ReadPairs, (read.Name, connections));
                pair.System.Add(await LoopAsync(_system, Readers(_system, read, connections), _size.Interval));
                pair.Floor.Add(await LoopAsync(_floor, Readers(_floor, read, connections), _size.Interval));
                Say($"{read.Name}, {connections} connections", pair);
            }
        }
    }

    private async Task WriteAsync()
    {
        foreach (var write in _results.Writes)
        {
            var pair = Of(_results.WritePairs, write.Name);
            pair.System.Add(await SystemWriteAsync(write, _size.Interval));
            pair.Floor.Add(await FloorWriteAsync(_size.Interval));
            Say(write.Name, pair);
        }
    }

    private async Task<LoopResult> SystemWriteAsync(Write write, TimeSpan duration)
    {
        await Task.WhenAll(_crowd.Writers.Select(user => write.Prepare(user, _cancellation)));
        var works = _crowd.Writers.Take(write.MaxUsers).Select(user => new WriteWork(_system.Port, user, write.Steps, write.MaxCycles));
        return await LoopAsync(_system, [.. works], duration, write.Finish);
    }

    private Task<LoopResult> FloorWriteAsync(TimeSpan duration)
    {
        WriteStep step = new("floor", BenchmarkUser.Focus + "tasks/update/", Writes.TaskBody);
        return LoopAsync(_floor, [.. _crowd.Writers.Select(user => new WriteWork(_floor.Port, user, [step], int.MaxValue))], duration);
    }

    private List<Work> Readers(Side side, Read read, int connections)
    {
        var request = RawConnection.Request(side.Port, read.Path, _crowd.Reader.Access, null);
        return [.. Enumerable.Range(0, connections).Select(_ => new SameWork(request, read.Name))];
    }

    private async Task<LoopResult> LoopAsync(
        Side side, IReadOnlyList<Work> works, TimeSpan duration, Func<BenchmarkUser, CancellationToken, Task>? finish = null)
    {
        var result = await ClosedLoop.RunAsync(side.Port, works, _size.LeadIn, duration, side.Begin, _cancellation);
        if (finish is not null)
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(_crowd.Writers.Select(user => finish(user, _cancellation)));
            result.Elapsed += clock.Elapsed;
        }

        return result.WithCosts(side.Taken());
    }

    private static Pair Of<TKey>(Dictionary<TKey, Pair> pairs, TKey key)
        where TKey : notnull
    {
        if (!pairs.TryGetValue(key, out var pair))
        {
            pairs.Add(key, pair = new Pair());
        }

        return pair;
    }

    private static void Say(string what, Pair pair) =>
        Progress.Say($"  {what}: {pair.System[^1].Rate:F0} requests/s, the floor {pair.Floor[^1].Rate:F0}");

    private sealed class Side(int port, PartMeter meter)
    {
        private TimeSpan _client;

        public int Port => port;

        public void Begin()
        {
            meter.Begin();
            _client = Environment.CpuUsage.TotalTime;
        }

        // This process is read by itself: the meter counts what a process has started as its own, and that is the floor.
        public Dictionary<string, TimeSpan> Taken()
        {
            var client = Environment.CpuUsage.TotalTime - _client;
            return new(meter.Taken()) { [Client] = client };
        }
    }
}
