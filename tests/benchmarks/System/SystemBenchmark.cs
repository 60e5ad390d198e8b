namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>
/// The real system, started for this, against a floor: the same hops and answers with nothing else. Both are measured in the same rounds,
/// so that what else the machine does meets both.
/// </summary>
internal sealed class SystemBenchmark(BenchmarkSize size)
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromHours(2);

    private readonly CostResults _results = new(size);

    /// <returns>The exit code: 1 when something could not be measured. A missed target is a figure, not a failure.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var isSmoke = arguments is ["--smoke"];
        if (!isSmoke && arguments.Length > 0)
        {
            await Console.Error.WriteLineAsync("Say nothing, or --smoke.");
            return 1;
        }

        return await Command.RunAsync(
            RunTimeout, new SystemBenchmark(isSmoke ? BenchmarkSize.Smoke : BenchmarkSize.FromEnvironment()).RunAsync);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        using RunFolder folder = new();
        await using (Crowd crowd = new(size))
        {
            await TimeAsync(folder.Path, crowd, cancellation);
        }

        Progress.Say("done");
        var text = CostPage.Of(_results);
        Console.WriteLine(text);
        if (!size.IsSmoke)
        {
            var page = Path.Combine(BuildFolder.Repository, "docs", "generated", "cost.md");
            await File.WriteAllTextAsync(page, text, cancellation);
            Console.WriteLine("Written: docs/generated/cost.md");
        }
    }

    private async Task TimeAsync(string folder, Crowd crowd, CancellationToken cancellation)
    {
        // A smoke run has time for one start only, and counts what can be counted without a restart of PostgreSQL.
        await using (var suite = await StartAsync(folder, metrics: size.IsSmoke, cancellation))
        {
            await RunningAsync(suite, async () =>
            {
                await CompareAsync(suite, folder, crowd, cancellation);
                await (size.IsSmoke
                    ? CountAsync(suite, crowd, cancellation)
                    : StatementCounter.PreloadAsync(suite.Postgres("postgres"), cancellation));
            });
        }

        if (size.IsSmoke)
        {
            return;
        }

        await using (var suite = await StartAsync(folder, metrics: true, cancellation))
        {
            await RunningAsync(suite, async () =>
            {
                await crowd.RenewTokensAsync(suite.Gateway, cancellation);
                await CountAsync(suite, crowd, cancellation);
            });
        }
    }

    /// <summary>Tells a failure of the system from one of the measurement.</summary>
    private static async Task RunningAsync(RunningSuite suite, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            suite.CheckRunning();
            throw;
        }
    }

    private async Task CompareAsync(RunningSuite suite, string folder, Crowd crowd, CancellationToken cancellation)
    {
        Progress.Say("signing users up");
        await crowd.SignUpAsync(suite.Gateway, cancellation);
        _results.Reads = [.. Reads.Of(crowd.Reader.Enrollment).Take(size.Routes)];
        _results.Writes = [.. Writes.All.Take(size.Routes)];
        await using var floor = await Floor.StartAsync(suite, crowd.Reader, Path.Combine(folder, "floor"), cancellation);
        await floor.CheckAsync(suite, crowd.Reader, _results.Reads, cancellation);
        await new TimingPass(suite, floor, crowd, size, _results, cancellation).RunAsync();
    }

    private async Task CountAsync(RunningSuite suite, Crowd crowd, CancellationToken cancellation)
    {
        Progress.Say("counting statements and calls");
        using MetricsCounter metrics = new(suite);
        await using var statements = await StatementCounter.OpenAsync(suite.Postgres("postgres"), cancellation);
        CountingPass pass = new(new Counter(statements, metrics), suite.Gateway.Port, crowd.Reader, crowd.Writers, size, cancellation);
        await pass.RunAsync(_results.Reads, _results.Writes);
        (_results.Counted, _results.Allocated) = (pass.Counted, pass.Allocated);
    }

    private static async Task<RunningSuite> StartAsync(string folder, bool metrics, CancellationToken cancellation)
    {
        Progress.Say(metrics ? "starting the system with metrics" : "starting the system");
        return await RunningSuite.StartAsync(folder, metrics, cancellation);
    }
}
