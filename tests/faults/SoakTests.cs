using System.Diagnostics;
using System.Globalization;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Soak;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.Load;
using FocusSuite.Load.Results;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Load for a long time with a fault every 20 s, while ten users of whom the oracle keeps account live one life after the other.
/// FOCUS_FAULT_SOAK sets for how many minutes.
/// </summary>
public sealed class SoakTests(Lab lab, ITestOutputHelper output)
{
    private const int Users = 10;
    private const double ShareOfCapacity = 0.7;

    // A shorter soak is mostly warming up.
    private const double LeastMinutesForMemory = 10;
    private const double MaxGrowth = 1.3;

    private static readonly TimeSpan BetweenFaults = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(3);

    private readonly List<string> _tokens = [];

    [Fact]
    public async Task Load_FaultsForALongTime_LosesNothingAndStaysTheSame()
    {
        var minutes = LabSettings.Size("FOCUS_FAULT_SOAK", 0);
        Assert.SkipWhen(minutes == 0, "A soak is for a machine that does nothing else: FOCUS_FAULT_SOAK=30 soaks for half an hour.");
        var ct = TestContext.Current.CancellationToken;
        var duration = TimeSpan.FromMinutes(minutes);
        var plan = new LoadPlan
        {
            Gateway = lab.Population.Gateway,
            Rate = 1,
            Duration = TimeSpan.FromSeconds(15),
            WarmUp = TimeSpan.FromSeconds(15),
            AnswerTimeout = TimeSpan.FromSeconds(5),
            SessionsMayEnd = true,
        };
        var capacity = (
            await new LoadRun(await TokensAsync(LoadRun.CapacityUsers, ct), TimeProvider.System).CapacityAsync(plan, null, ct)).Goodput;
        // Warm by now: load, faults and memory share one axis of time.
        plan = plan with { Rate = capacity * ShareOfCapacity, Duration = duration, WarmUp = TimeSpan.Zero, Answer = plan.AnswerTimeout };

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var load = new LoadRun(await TokensAsync(plan.Users, ct), TimeProvider.System).AtRateAsync("soak", plan, null, ct);
        var memory = new Memory(lab.System.Parts);
        var watch = memory.WatchAsync(end.Token);
        var strikes = StrikeAsync(duration, ct);
        var journal = new Journal();
        var users = await LiveAsync(duration, journal, ct);
        var (result, struck) = (await load, await strikes);
        await end.CancelAsync();
        await watch;

        using var bound = new CancellationTokenSource(ConvergenceBound);
        string[] faults = [.. journal.Complaints, .. await lab.Convergence.JudgeAsync(users, poison: 0, boundsOfTime: true, bound.Token)];
        Report(result, capacity, memory, struck, users, faults);
        faults.ShouldBeEmpty();
        result.All.Failed.ShouldBe(0, string.Join(Environment.NewLine, result.Faults));
        if (!struck.Any(strike => strike.Fault.Contains(PartNames.Gateway, StringComparison.Ordinal)))
        {
            // Only the gateway's death breaks a client's connection.
            result.All.Broken.ShouldBe(0, string.Join(Environment.NewLine, result.Faults));
        }

        if (minutes >= LeastMinutesForMemory)
        {
            memory.Samples.Keys.Where(part => memory.GrowthOf(part) > MaxGrowth).ShouldBeEmpty();
        }
    }

    /// <summary>Ten users, one life after the other until the time is over, with patience for the last one.</summary>
    private async Task<TestUser[]> LiveAsync(TimeSpan duration, Journal journal, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(duration + WaitTimeout);
        var accounts = await lab.Population.TakeAsync(Users, ct);
        var began = Stopwatch.GetTimestamp();
        return await Task.WhenAll(accounts.Select(async (account, index) =>
        {
            var dice = new Random(index);
            var caller = new Caller(
                account.Http,
                string.Create(CultureInfo.InvariantCulture, $"soak{index}"),
                journal,
                () => lab.System.SuiteTime,
                timeout.Token);
            var user = new TestUser(account, caller, () => lab.System.SuiteTime);
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                await new Life(user, dice, () => lab.System.SuiteTime, LabSettings.TimeScale, timeout.Token).LiveAsync();
            }

            return user;
        }));
    }

    private async Task<IReadOnlyList<(double Second, string Fault)>> StrikeAsync(TimeSpan duration, CancellationToken ct)
    {
        var (began, dice, struck) = (
            Stopwatch.GetTimestamp(), new Random(LabSettings.Size("FOCUS_FAULT_SEED", 1)), new List<(double, string)>());
        for (var next = BetweenFaults; next < duration; next += BetweenFaults)
        {
            var wait = next - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, ct);
            }

            var fault = Kills.Draw(dice);
            struck.Add((Stopwatch.GetElapsedTime(began).TotalSeconds, fault.Name));
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(WaitTimeout);
            await fault.StrikeAsync(lab, timeout.Token);
        }

        return struck;
    }

    private async Task<IReadOnlyList<string>> TokensAsync(int count, CancellationToken ct)
    {
        while (_tokens.Count < count)
        {
            _tokens.Add(await lab.Population.TokenAsync(ct));
        }

        return _tokens;
    }

    private void Report(
        LoadResult load,
        double capacity,
        Memory memory,
        IReadOnlyList<(double Second, string Fault)> struck,
        TestUser[] users,
        string[] faults)
    {
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{load.Lasted.TotalMinutes:0} minutes at {load.Rate:0} requests a second ({ShareOfCapacity:P0} of {capacity:0}), "
            + $"{struck.Count} faults; "
            + $"{load.All.Total} requests, {load.All.Answered} answered at once, {load.All.Refused} refused for now, "
            + $"{load.All.Late} late, {load.All.Broken} cut off by the gateway's death, {load.All.Failed} failed; "
            + $"median {load.All.P50:0} ms, p99 {load.All.P99:0} ms, p99.9 {load.All.P999:0} ms. "
            + $"{users.Sum(user => user.Enrollments.Count)} lives in the oracle's account, {faults.Length} faults found.");
        output.WriteLine(summary);
        foreach (var fault in load.Faults)
        {
            output.WriteLine(fault);
        }

        if (ReliabilityPage.Path is not { } page)
        {
            return;
        }

        SoakChart.Save(
            Path.Combine(Path.GetDirectoryName(page)!, "images", "soak.png"), load, memory, struck.Select(strike => strike.Second));
        ReliabilityPage.Write(
            "soak",
            string.Create(
                CultureInfo.InvariantCulture,
                $"FOCUS_FAULT_SOAK={load.Lasted.TotalMinutes:0} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults "
                + $"--filter SoakTests"),
            $"{summary}\n\n![Requests, latency and memory during the soak](images/soak.png)",
            [
                "| part | memory, second quarter to last quarter |",
                "|---|---|",
                .. memory.Samples.Keys.Select(
                    part => string.Create(CultureInfo.InvariantCulture, $"| {part} | x {memory.GrowthOf(part):0.00} |")),
            ]);
    }
}
