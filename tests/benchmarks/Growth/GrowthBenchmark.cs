using System.Globalization;
using FocusSuite.Load.Results;
using GrpcTranscoding.Benchmarks.Suite;

namespace GrpcTranscoding.Benchmarks.Growth;

/// <summary>The same requests with the data of few people and of many: a request must not pay for those who are not in it.</summary>
internal sealed class GrowthBenchmark(IReadOnlyList<int> people, IReadOnlyList<string> requests, TimeSpan interval, int rounds)
{
    /// <summary>Who asks, each with a connection.</summary>
    public const int Users = 16;

    private static readonly TimeSpan RunTimeout = TimeSpan.FromHours(2);

    private readonly GrowthResults _results = new(interval, rounds);

    /// <returns>The exit code: 1 when something could not be measured.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var isSmoke = arguments is ["--smoke"];
        if (!isSmoke && arguments.Length > 0)
        {
            await Console.Error.WriteLineAsync(
                "Say nothing, or --smoke. FOCUS_BENCH_PEOPLE is a list of numbers: 10000,1000000; FOCUS_BENCH_REQUESTS a list of requests.");
            return 1;
        }

        var sizes = List("FOCUS_BENCH_PEOPLE", "10000,1000000").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var some = List("FOCUS_BENCH_REQUESTS", "");
        return await Command.RunAsync(RunTimeout, async cancellation =>
        {
            GrowthBenchmark benchmark = isSmoke
                ? new([100], ["list", "task update"], TimeSpan.FromSeconds(0.3), 1)
                : new(
                    sizes,
                    some,
                    TimeSpan.FromSeconds(BenchmarkSize.Number("FOCUS_BENCH_SECONDS", 4)),
                    (int)BenchmarkSize.Number("FOCUS_BENCH_ROUNDS", 3));
            await benchmark.RunAsync(isSmoke, cancellation);
            var text = GrowthPage.Of(benchmark._results);
            Console.WriteLine(text);
            if (!isSmoke && some.Length == 0)
            {
                await File.WriteAllTextAsync(Path.Combine(BuildFolder.Repository, "docs", "generated", "growth.md"), text, cancellation);
                Console.WriteLine("Written: docs/generated/growth.md");
            }
        });
    }

    private async Task RunAsync(bool isSmoke, CancellationToken cancellation)
    {
        using RunFolder folder = new();
        Progress.Say("starting the system");
        await using var suite = await RunningSuite.StartAsync(folder.Path, metrics: false, cancellation, fastPasswords: true);
        await using Crowd crowd = new(BenchmarkSize.Smoke with { Writers = Users });
        Progress.Say("signing users up");
        await crowd.SignUpAsync(suite.Gateway, cancellation);

        // The one who is copied has no session under way: a million of them would all be over at once.
        await crowd.Reader.EndSessionAsync(cancellation);
        People copies = new(suite, crowd.Reader.Id);
        PartMeter meter = new(suite.Parts);
        if (!isSmoke)
        {
            Progress.Say("warming up");
            await EachAsync(suite, crowd, meter, BenchmarkSize.FullWarmUp, (_, _) => { }, cancellation);
        }

        await MeasureAsync(suite, crowd, meter, Users + 1, cancellation);
        foreach (var size in people)
        {
            Progress.Say($"filling up to {size} people");
            await copies.FillAsync(size - Users - 1, cancellation);
            await MeasureAsync(suite, crowd, meter, size, cancellation);
        }

        _results.Tables.AddRange(copies.Rows.Select(table => (table.Key, table.Value, copies.Megabytes[table.Key])));
    }

    private async Task MeasureAsync(RunningSuite suite, Crowd crowd, PartMeter meter, int size, CancellationToken cancellation)
    {
        _results.People.Add(size);
        for (var round = 1; round <= rounds; round++)
        {
            await crowd.RenewTokensAsync(suite.Gateway, cancellation);
            await EachAsync(suite, crowd, meter, interval, Add, cancellation);
        }

        void Add(string request, LoopResult result)
        {
            if (!_results.Measured.TryGetValue((request, size), out var list))
            {
                _results.Measured.Add((request, size), list = []);
            }

            list.Add(result);
            if (!_results.Requests.Contains(request))
            {
                _results.Requests.Add(request);
            }

            Progress.Say($"  {size} people, {request}: {result.Rate:F0} requests/s, {result.Costs.Values.Sum():F2} ms of a core");
        }
    }

    /// <summary>Each request in turn, by all users at once.</summary>
    private async Task EachAsync(
        RunningSuite suite, Crowd crowd, PartMeter meter, TimeSpan duration, Action<string, LoopResult> add, CancellationToken cancellation)
    {
        var port = suite.Gateway.Port;
        var reads = crowd.Writers.Select(user => (User: user, Reads: Reads.Of(user.Enrollment))).ToList();
        foreach (var (index, read) in reads[0].Reads.Index().Where(read => IsAskedFor(read.Item.Name)))
        {
            await LoopAsync(read.Name, [.. reads.Select(one => new SameWork(
                RawConnection.Request(port, one.Reads[index].Path, one.User.Access, null), read.Name))]);
        }

        foreach (var write in Writes.All.Where(write => write.IsJudged && IsAskedFor(write.Name)))
        {
            await Task.WhenAll(crowd.Writers.Select(user => write.Prepare(user, cancellation)));
            await LoopAsync(
                write.Name, [.. crowd.Writers.Select(user => new WriteWork(port, user, write.Steps, write.MaxCycles))], write.Finish);
        }

        async Task LoopAsync(
            string name, IReadOnlyList<Work> works, Func<BenchmarkUser, CancellationToken, Task>? finish = null)
        {
            var result = await ClosedLoop.RunAsync(port, works, duration / 10, duration, meter.Begin, cancellation);
            if (finish is not null)
            {
                await Task.WhenAll(crowd.Writers.Select(user => finish(user, cancellation)));
            }

            add(name, result.WithCosts(meter.Taken()));
        }
    }

    private static string[] List(string variable, string otherwise) =>
        (Environment.GetEnvironmentVariable(variable) ?? otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private bool IsAskedFor(string request) => requests.Count == 0 || requests.Contains(request);
}
