using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Seeded workloads with a death in the middle of each. FOCUS_FAULT_RUNS sets how many, FOCUS_FAULT_SEED the first seed; a seed alone, with
/// one run, replays what a table's row shows.
/// </summary>
public sealed class KillTests(Lab lab, ITestOutputHelper output)
{
    private const int RunsOfCi = 4;

    [Fact]
    public async Task SeededWorkload_SomethingDiesInTheMiddle_LosesNothingAndCountsNothingTwice()
    {
        var (first, count) = (LabSettings.Size("FOCUS_FAULT_SEED", 1), LabSettings.Size("FOCUS_FAULT_RUNS", RunsOfCi));
        var results = new List<RunResult>();
        for (var seed = first; seed < first + count; seed++)
        {
            var result = await new FaultRun(lab, seed).RunAsync(TestContext.Current.CancellationToken);
            output.WriteLine(result.ToString());
            results.Add(result);
            Report(results, first, count);
        }

        results.Where(result => !result.IsClean).Select(result => result.ToString()).ShouldBeEmpty();
    }

    // After each run: what a long evening has shown so far is not lost with its end.
    private static void Report(List<RunResult> results, int first, int count) => ReliabilityPage.Write(
        "kills",
        string.Create(CultureInfo.InvariantCulture, $"FOCUS_FAULT_SEED={first} FOCUS_FAULT_RUNS={count} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter KillTests"),
        KillTable.Summary(results),
        KillTable.Lines(results));
}
