using System.Globalization;
using FocusSuite.AppHost.Topology;
using FocusSuite.Faults.Tests.Contention;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Workload;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>Rounds of fifty who want the same in the same moment. FOCUS_FAULT_ROUNDS sets how many, in some of which a service dies.</summary>
public sealed class ContentionTests(Lab lab, ITestOutputHelper output)
{
    private const int Contenders = 50;
    private const int RoundsInCycle = 6;
    private const int CyclesBetweenKills = 12;

    private static readonly TimeSpan CycleBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(1);

    private static readonly string[] Victims = [PartNames.Sessions, PartNames.Enrollment, PartNames.Progress, PartNames.Gateway];

    [Fact]
    public async Task Fifty_WantTheSameAtOnce_OneOfThemWins()
    {
        var count = LabSettings.Size("FOCUS_FAULT_ROUNDS", RoundsInCycle);
        var account = (await lab.Population.TakeAsync(1, TestContext.Current.CancellationToken))[0];
        var (rounds, faults) = (new List<RoundResult>(), new List<string>());
        for (var cycle = 0; cycle * RoundsInCycle < count; cycle++)
        {
            using var bound = new CancellationTokenSource(CycleBound);
            var journal = new Journal();
            var name = string.Create(CultureInfo.InvariantCulture, $"c{cycle}");
            var person = new Person(account, new Caller(account.Http, name, journal, () => lab.System.SuiteTime, bound.Token), () => lab.System.SuiteTime);
            var contest = new ContendedCycle(person, Contenders);
            await Task.WhenAll(contest.RunAsync(), DieAsync(cycle, journal, bound.Token));
            rounds.AddRange(contest.Rounds);
            faults.AddRange(journal.Complaints);
            using var convergence = new CancellationTokenSource(ConvergenceBound);
            faults.AddRange((await lab.Convergence.JudgeAsync([person], poison: 0, boundsOfTime: true, convergence.Token)).Select(fault => $"{name}: {fault}"));
            Report(rounds, faults, count);
        }

        output.WriteLine(Summary(rounds));
        faults.ShouldBeEmpty();
        rounds.Where(round => !round.OneWinner).ShouldBeEmpty();
    }

    /// <summary>In every so many cycles a service dies somewhere in it.</summary>
    private async Task DieAsync(int cycle, Journal journal, CancellationToken ct)
    {
        if (cycle % CyclesBetweenKills != 1)
        {
            return;
        }

        await journal.ReachedAsync(Random.Shared.Next(20, Contenders * RoundsInCycle / 2)).WaitAsync(ct);
        await new KillPart(Victims[cycle / CyclesBetweenKills % Victims.Length]).StrikeAsync(lab, ct);
    }

    private static string Summary(List<RoundResult> rounds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rounds.Count} rounds of {Contenders} contenders, {rounds.Count(round => round.OneWinner)} with exactly one winner; in every {CyclesBetweenKills * RoundsInCycle}th round or so a service was killed.");

    private static void Report(List<RoundResult> rounds, List<string> faults, int count)
    {
        var table = rounds.GroupBy(round => round.Round).Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"| {group.Key} | {group.Count()} | {group.Count(round => round.OneWinner)} | {group.Sum(round => round.Repeated)} |"));
        ReliabilityPage.Write(
            "contention",
            string.Create(CultureInfo.InvariantCulture, $"FOCUS_FAULT_ROUNDS={count} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter ContentionTests"),
            string.Create(CultureInfo.InvariantCulture, $"{Summary(rounds)} The oracle found {faults.Count} faults."),
            ["| contended for | rounds | one winner | tries repeated |", "|---|---|---|---|", .. table]);
    }
}
