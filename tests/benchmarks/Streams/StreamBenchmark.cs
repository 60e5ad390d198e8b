using System.Diagnostics;
using System.Globalization;
using FocusSuite.Load.Results;
using GrpcTranscoding.Benchmarks.Suite;
using Npgsql;

namespace GrpcTranscoding.Benchmarks.Streams;

/// <summary>
/// Many open live timers on one gateway and one sessions service: what they hold of memory, what they cost while all clocks run and while
/// all stand, and how long a change takes to reach who watches.
/// </summary>
internal sealed class StreamBenchmark : IAsyncDisposable
{
    private const string Pause = BenchmarkUser.Focus + "sessions/pause/";
    private const string Resume = BenchmarkUser.Focus + "sessions/resume/";
    private const int AtOnce = 16;
    private const double BytesInMegabyte = 1e6;

    private static readonly TimeSpan RunTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(20);

    // PostgreSQL's processes tell their counts once a second.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly List<Watcher> _watchers = [];
    private readonly StreamResults _results;
    private readonly int _samples;
    private readonly CancellationToken _cancellation;

    private StreamBenchmark(int streams, int samples, TimeSpan length, CancellationToken cancellation) =>
        (_results, _samples, _cancellation) = (new StreamResults { Streams = streams, Length = length }, samples, cancellation);

    /// <returns>The exit code: 1 when something could not be measured.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var isSmoke = arguments is ["--smoke"];
        if (!isSmoke && arguments.Length > 0)
        {
            await Console.Error.WriteLineAsync("Say nothing, or --smoke. FOCUS_BENCH_STREAMS is the number of streams.");
            return 1;
        }

        var streams = int.TryParse(Environment.GetEnvironmentVariable("FOCUS_BENCH_STREAMS"), out var wanted) ? wanted : 10_000;
        return await Command.RunAsync(RunTimeout, async cancellation =>
        {
            await using var benchmark = isSmoke
                ? new StreamBenchmark(20, 3, TimeSpan.FromSeconds(0.3), cancellation)
                : new StreamBenchmark(streams, Math.Min(streams, 200), TimeSpan.FromSeconds(30), cancellation);
            await benchmark.RunAsync();
            var text = StreamPage.Of(benchmark._results);
            Console.WriteLine(text);
            if (!isSmoke)
            {
                await File.WriteAllTextAsync(Path.Combine(BuildFolder.Repository, "docs", "generated", "streams.md"), text, cancellation);
                Console.WriteLine("Written: docs/generated/streams.md");
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watchers in _watchers.Chunk(AtOnce))
        {
            await Task.WhenAll(watchers.Select(watcher => watcher.DisposeAsync().AsTask()));
        }
    }

    private async Task RunAsync()
    {
        using RunFolder folder = new();
        Progress.Say("starting the system");
        await using var suite = await RunningSuite.StartAsync(folder.Path, metrics: false, _cancellation, fastPasswords: true);
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = suite.Gateway, Timeout = Timeout.InfiniteTimeSpan };
        await using var database = new NpgsqlConnection(suite.Postgres("focus_sessions"));
        await database.OpenAsync(_cancellation);

        await SignUpAsync(http);
        PartMeter meter = new(suite.Parts);
        _results.MemoryBefore = Memory(meter);
        await WatchAsync("no stream", meter, database);
        await OpenAsync(http);

        await WatchAsync("all clocks run", meter, database);
        _results.MemoryWith = Memory(meter);
        await ChangeAsync("all clocks run", Pause, Resume);

        Progress.Say("pausing all");
        await EachAsync(_watchers, watcher => ChangeAsync(watcher, Pause));
        await WatchAsync("all clocks stand", meter, database);
        await ChangeAsync("all clocks stand", Resume, Pause);
        if (_watchers.FirstOrDefault(watcher => watcher.Ended is not null) is { } ended)
        {
            throw new InvalidOperationException($"A stream has ended in the middle of the run: {ended.Ended}");
        }
    }

    private async Task SignUpAsync(HttpClient http)
    {
        Progress.Say($"signing {_results.Streams} users up, each with a session");
        await EachAsync(Enumerable.Range(0, _results.Streams), async number =>
        {
            Watcher watcher = new(await BenchmarkUser.SignUpAndStartAsync(
                http, string.Create(CultureInfo.InvariantCulture, $"bench-watcher-{number}"), _cancellation));
            lock (_watchers)
            {
                _watchers.Add(watcher);
                if (_watchers.Count % 1000 == 0)
                {
                    Progress.Say($"  {_watchers.Count}");
                }
            }
        });
    }

    private async Task OpenAsync(HttpClient http)
    {
        Progress.Say("opening the streams");
        var clock = Stopwatch.StartNew();
        var open = 0;
        await EachAsync(_watchers, async watcher =>
        {
            await watcher.OpenAsync(http, _cancellation);
            if (Interlocked.Increment(ref open) % 1000 == 0)
            {
                Progress.Say($"  {open}");
            }
        });
        _results.Opening = clock.Elapsed;
    }

    /// <summary>Lets the streams be.</summary>
    private async Task WatchAsync(string what, PartMeter meter, NpgsqlConnection database)
    {
        // A smoke run has no time for that, and nobody reads its figures.
        await Task.Delay(_results.Length < Settling ? _results.Length : Settling, _cancellation);
        var (statements, written) = await CountAsync(database);
        var (messages, client) = (Messages(), Environment.CpuUsage.TotalTime);
        meter.Begin();
        var clock = Stopwatch.StartNew();
        await Task.Delay(_results.Length, _cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var cores = meter.Taken().ToDictionary(part => part.Key, part => part.Value.TotalSeconds / seconds);
        cores["client"] = (Environment.CpuUsage.TotalTime - client).TotalSeconds / seconds;
        var (statementsAfter, writtenAfter) = await CountAsync(database);
        Interval interval = new(
            what, (Messages() - messages) / seconds, (statementsAfter - statements) / seconds, (writtenAfter - written) / seconds, cores);
        _results.Intervals.Add(interval);
        Progress.Say($"{what}: {interval.Messages:F0} messages/s, {interval.Statements:F1} statements/s, {cores.Values.Sum():F2} cores");
    }

    private long Messages() => _watchers.Sum(watcher => watcher.Ticks + watcher.Changes);

    private async Task ChangeAsync(string what, string change, string back)
    {
        Progress.Say($"changes while {what}");
        List<double> answers = [], arrivals = [];
        foreach (var watcher in _watchers.Take(_samples))
        {
            foreach (var path in (string[])[change, back])
            {
                var (answer, arrival) = await ChangeAsync(watcher, path);
                answers.Add(answer.TotalMilliseconds);
                arrivals.Add(arrival.TotalMilliseconds);
                await Task.Delay(BetweenChanges, _cancellation);
            }
        }

        _results.Reaches.Add(new Reach(what, answers, arrivals));
    }

    private async Task<(TimeSpan Answer, TimeSpan Arrival)> ChangeAsync(Watcher watcher, string path)
    {
        var change = watcher.NextChangeAsync();
        var asked = Stopwatch.GetTimestamp();
        await watcher.User.SendAsync(path, watcher.User.SessionBody, _cancellation);
        var answer = Stopwatch.GetElapsedTime(asked);
        return (answer, Stopwatch.GetElapsedTime(asked, await change.WaitAsync(ArrivalTimeout, _cancellation)));
    }

    private Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> act) => Parallel.ForEachAsync(
        all,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = _cancellation },
        async (one, _) => await act(one));

    private async Task<(double Statements, double Written)> CountAsync(NpgsqlConnection database)
    {
        await using NpgsqlCommand command = new(
            """
            SELECT xact_commit::float8, (tup_inserted + tup_updated + tup_deleted)::float8 FROM pg_stat_database
            WHERE datname = current_database()
            """,
            database);
        await using var reader = await command.ExecuteReaderAsync(_cancellation);
        await reader.ReadAsync(_cancellation);
        return (reader.GetDouble(0), reader.GetDouble(1));
    }

    private static Dictionary<string, double> Memory(PartMeter meter) =>
        meter.Resident().ToDictionary(part => part.Key, part => part.Value / BytesInMegabyte);
}
