using System.Globalization;
using FocusSuite.Faults.Tests.Contention;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.Messaging.Pipeline;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Cycles of six rounds, in each of which fifty want the same in the same moment. FOCUS_FAULT_ROUNDS sets how many rounds, FOCUS_FAULT_SEED
/// the first cycle; in some cycles something dies in one of the rounds, drawn by the cycle's number: that cycle alone, with six rounds,
/// replays it.
/// </summary>
public sealed class ContentionTests(Lab lab, ITestOutputHelper output)
{
    private const int Contenders = 50;
    private const int CyclesBetweenKills = 6;

    private static readonly TimeSpan CycleBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(1);

    private static readonly int RoundsInCycle = ContendedCycle.All.Count;

    [Fact]
    public async Task Fifty_WantTheSameAtOnce_OneOfThemWins()
    {
        var (first, count) = (LabSettings.Size("FOCUS_FAULT_SEED", 1), LabSettings.Size("FOCUS_FAULT_ROUNDS", RoundsInCycle));
        var account = (await lab.Population.TakeAsync(1, TestContext.Current.CancellationToken))[0];
        var (rounds, faults) = (new List<RoundResult>(), new List<string>());
        for (var cycle = first; (cycle - first) * RoundsInCycle < count; cycle++)
        {
            using var bound = new CancellationTokenSource(CycleBound);
            var journal = new Journal();
            var name = string.Create(CultureInfo.InvariantCulture, $"c{cycle}");
            var user = new TestUser(
                account, new Caller(account.Http, name, journal, () => lab.System.SuiteTime, bound.Token), () => lab.System.SuiteTime);
            var contest = new ContendedCycle(user, Contenders, Strikes(cycle, bound.Token));
            await contest.RunAsync();
            rounds.AddRange(contest.Rounds);
            faults.AddRange(contest.Rounds.Where(round => !round.OneWinner).Select(round => $"{name}: {round}"));
            faults.AddRange(journal.Complaints.Select(complaint => $"{name}: {complaint}"));
            using var convergence = new CancellationTokenSource(ConvergenceBound);
            faults.AddRange(
                (await lab.Convergence.JudgeAsync([user], poison: 0, boundsOfTime: true, convergence.Token))
                    .Select(fault => $"{name}: {fault}"));
            Report(rounds, faults, first, count);
        }

        output.WriteLine(Summary(rounds));
        faults.ShouldBeEmpty();
    }

    /// <summary>
    /// In every so many cycles something dies in one of the rounds: the service that decides it, at once or just before it answers, or the
    /// gateway.
    /// </summary>
    private Dictionary<string, Func<Task>> Strikes(int cycle, CancellationToken ct)
    {
        if (cycle % CyclesBetweenKills != 1)
        {
            return [];
        }

        var dice = new Random(cycle);
        var (round, service) = ContendedCycle.All[dice.Next(RoundsInCycle)];
        IInjection strike = dice.Next(4) switch
        {
            0 => new KillPart(PartNames.Gateway),
            1 => new KillPart(service),
            _ => new KillAtPoint(service, PipelinePoints.BeforeAnswer),
        };
        return new() { [round] = () => strike.StrikeAsync(lab, ct) };
    }

    private static string Summary(List<RoundResult> rounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rounds.Count} rounds of {Contenders} contenders, {rounds.Count(round => round.OneWinner)} with exactly one winner; "
        + $"in {rounds.Count(round => round.Struck)} of them the gateway or the service was killed.");

    private static void Report(List<RoundResult> rounds, List<string> faults, int first, int count)
    {
        var table = rounds.GroupBy(round => round.Round).Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"| {group.Key} | {group.Count()} | {group.Count(round => round.OneWinner)} | {group.Count(round => round.Struck)} | "
            + $"{group.Sum(round => round.Repeated)} |"));
        ReliabilityPage.Write(
            "contention",
            string.Create(
                CultureInfo.InvariantCulture,
                $"FOCUS_FAULT_SEED={first} FOCUS_FAULT_ROUNDS={count} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project "
                + $"Faults --filter ContentionTests"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Summary(rounds)} The oracle found {faults.Count} faults. "
                + $"One cycle again: `FOCUS_FAULT_SEED=<cycle, from {first}> FOCUS_FAULT_ROUNDS={RoundsInCycle} ./focus test --project "
                    + $"Faults --filter ContentionTests`."),
            ["| contended for | rounds | one winner | with a death in it | tries repeated |", "|---|---|---|---|---|", .. table]);
    }
}
