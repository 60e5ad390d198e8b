using System.Diagnostics;
using System.Globalization;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>One seeded workload, one injection, convergence, and the oracle's verdict.</summary>
public sealed class FaultRun(Lab lab, int seed)
{
    private const int Users = 10;

    // An operation of each of them at the least, and so many that all are in the middle of something at the most.
    private const int EarliestStrike = 10;
    private const int LatestStrike = 90;

    // For the work, below the 115 s for which keys hold. Who still waits for an answer then, or reads what the verdict needs, may take as
    // long again.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromSeconds(60);

    /// <summary>A run with the injection that the seed draws.</summary>
    public Task<RunResult> RunAsync(CancellationToken ct)
    {
        var dice = new Random(seed);
        return RunAsync(Kills.Draw(dice), dice, ct);
    }

    /// <summary>A run with a given injection.</summary>
    public Task<RunResult> RunAsync(IInjection injection, CancellationToken ct) => RunAsync(injection, new Random(seed), ct);

    private async Task<RunResult> RunAsync(IInjection injection, Random dice, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(WaitTimeout);
        var journal = new Journal();
        var accounts = await lab.Population.TakeAsync(Users, ct);
        using var answers = CancellationTokenSource.CreateLinkedTokenSource(ct);
        answers.CancelAfter(WaitTimeout * 2);
        var users = accounts.Select((account, index) => Take(account, index, journal, answers.Token)).ToArray();

        var strike = StrikeAsync(injection, journal, dice.Next(EarliestStrike, LatestStrike), timeout.Token);
        var lives = users.Select(
            user => new Life(user, new Random(dice.Next()), () => lab.System.SuiteTime, LabSettings.TimeScale, timeout.Token).LiveAsync());
        await Task.WhenAll(lives);
        var worked = Stopwatch.GetElapsedTime(began);
        await strike;
        var lifted = Stopwatch.GetElapsedTime(began);

        using var bound = new CancellationTokenSource(ConvergenceBound);
        var differences = await lab.Convergence.JudgeAsync(users, poison: 0, boundsOfTime: true, bound.Token);
        return new RunResult(seed, injection.Name)
        {
            Operations = journal.Count,
            Acknowledged = journal.CountOf(Outcome.Acknowledged),
            FailedTries = journal.FailedTries,
            Worked = worked,
            Lifted = lifted,
            Took = Stopwatch.GetElapsedTime(began),
            Faults = [.. journal.Complaints, .. Unresolved(journal), .. differences],
        };
    }

    private TestUser Take(Account account, int index, Journal journal, CancellationToken timeout)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"r{seed}p{index}");
        return new TestUser(
            account, new Caller(account.Http, name, journal, () => lab.System.SuiteTime, timeout), () => lab.System.SuiteTime);
    }

    private async Task StrikeAsync(IInjection injection, Journal journal, int after, CancellationToken ct)
    {
        try
        {
            await journal.ReachedAsync(after).WaitAsync(ct);
            await injection.StrikeAsync(lab, ct);
        }
        catch (OperationCanceledException)
        {
            journal.Complain($"{injection.Name} neither struck after {after} operations nor was lifted in time");
        }
    }

    private static IEnumerable<string> Unresolved(Journal journal) => journal.Entries
        .Where(entry => entry.Reply.Outcome == Outcome.Unknown)
        .Select(entry => $"{entry.Operation} got no answer for good: {entry.Reply}");
}
