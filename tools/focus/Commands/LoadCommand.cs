using System.CommandLine;
using System.Globalization;
using FocusSuite.Load;
using FocusSuite.Load.Results;
using FocusSuite.Load.Running;

namespace FocusSuite.Focus.Commands;

/// <summary>
/// ./focus load: people who live their days in the running system, as many as one likes, and a report of how it took them.
/// </summary>
internal sealed class LoadCommand(LoadCommand.LoadOptions options)
{
    private const int Interrupted = 130;
    private const double DefaultRate = 50;

    // The levels at which a system shows its character: half busy, nearly full, and twice too much.
    private static readonly double[] Levels = [0.5, 0.9, 2];

    public static Command Describe()
    {
        var rate = Options.Positive("--rate", "Requests a second, whatever becomes of them", "N", DefaultRate);
        var levels = new Option<bool>("--levels") { Description = "Find out what the system can do, then send half, nine tenths and twice as much" };
        var duration = Options.Seconds("--duration", "How long each load lasts", 60);
        var warmUp = Options.Seconds("--warm-up", "How long it lasts before anything counts", 10);
        var think = Options.Seconds("--think", "How long a person rests between two steps", 1);
        var live = new Option<bool>("--live") { Description = "Let each person hold a live timer open, too" };
        var report = Options.Text("--report", "Where the page with charts goes; .focus/reports when it is left out", "FILE");
        var command = new Command("load", "Let people live their days in the running system, and see how it takes them") { rate, levels, duration, warmUp, think, live, report };
        command.SetAction((result, _) => new LoadCommand(new LoadOptions(
            result.GetRequiredValue(rate),
            result.GetRequiredValue(levels) ? Levels : [],
            TimeSpan.FromSeconds(result.GetRequiredValue(duration)),
            TimeSpan.FromSeconds(result.GetRequiredValue(warmUp)),
            TimeSpan.FromSeconds(result.GetRequiredValue(think)),
            result.GetValue(live),
            result.GetValue(report))).RunAsync());
        return command;
    }

    private async Task<int> RunAsync()
    {
        using var signals = new StopSignals(again: () => Environment.Exit(Interrupted));
        var system = RunningSystem.Require();
        var view = new LoadView(Console.Out);
        var meter = new PartMeter(system.Parts);
        var plan = new LoadPlan { Gateway = system.GatewayUrl, Rate = options.Rate, Duration = options.Duration, WarmUp = options.WarmUp, Think = options.Think, SessionsMayEnd = system.TimeScale > 1, Live = options.Live };
        List<LoadResult> results = [];
        try
        {
            using var identity = OperatorCall.Connect();
            await using var crowd = new LoadAccounts((email, ct) => TokenAsync(identity, email, ct), view.Note);
            if (options.Levels.Count > 0)
            {
                var tokens = await crowd.TokensAsync(LoadRun.CapacityUsers, signals.Stop);
                var capacity = await MeasuredAsync(meter, view, "capacity", watch => new LoadRun(tokens, TimeProvider.System).CapacityAsync(plan, watch, signals.Stop));
                results.Add(capacity);
                foreach (var level in options.Levels)
                    results.Add(await AtRateAsync(crowd, meter, view, Name(level), plan with { Rate = capacity.Goodput * level }, signals.Stop));
            }
            else
                results.Add(await AtRateAsync(crowd, meter, view, string.Create(CultureInfo.InvariantCulture, $"{plan.Rate:0.#} requests a second"), plan, signals.Stop));
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            // What was measured until then is reported.
        }

        if (results.Count > 0)
            await view.EndAsync(results, await WriteAsync(results));
        return signals.Stop.IsCancellationRequested ? Interrupted : 0;
    }

    private static async Task<LoadResult> AtRateAsync(LoadAccounts crowd, PartMeter meter, LoadView view, string name, LoadPlan plan, CancellationToken stop)
    {
        var tokens = await crowd.TokensAsync(plan.Users, stop);
        return await MeasuredAsync(meter, view, name, watch => new LoadRun(tokens, TimeProvider.System).AtRateAsync(name, plan, watch, stop));
    }

    /// <summary>Shows a load, and adds what it cost the parts from the moment in which requests count.</summary>
    private static Task<LoadResult> MeasuredAsync(PartMeter meter, LoadView view, string name, Func<Action<LoadRecorder>, Task<LoadResult>> load) =>
        view.ShowAsync(name, async watch =>
        {
            var result = await load(recorder =>
            {
                meter.Begin();
                watch(recorder);
            });
            return result with { Costs = meter.Costs(result.All.Total) };
        });

    private static async Task<string> TokenAsync(IdentityClient identity, string email, CancellationToken ct)
    {
        if (await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct)) is { } known)
            return known.Access;
        await OperatorCall.RunAsync(() => identity.PutUserAsync(DemoAccounts.Request(email, "Load", pro: false, Guid.NewGuid().ToString("N")), ct));
        return (await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct)))!.Access;
    }

    private async Task<string> WriteAsync(IReadOnlyList<LoadResult> results)
    {
        var file = Path.GetFullPath(options.Report ?? Path.Combine(Path.Combine(RunningSystem.Folder, "reports"), string.Create(CultureInfo.InvariantCulture, $"load-{DateTime.UtcNow:yyyyMMdd-HHmmss}.html")));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, HtmlReport.Write("FocusSuite under load", results));
        return file;
    }

    private static string Name(double level) => string.Create(CultureInfo.InvariantCulture, $"{level:0.0#} x capacity");

    /// <summary>What the command line asked for.</summary>
    internal sealed record LoadOptions(
        double Rate, IReadOnlyList<double> Levels, TimeSpan Duration, TimeSpan WarmUp, TimeSpan Think, bool Live, string? Report);
}
