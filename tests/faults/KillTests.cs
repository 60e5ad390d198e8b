using FocusSuite.Faults.Tests.Laboratory;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Seeded workloads with a death in the middle of each. FOCUS_FAULT_RUNS sets how many, FOCUS_FAULT_SEED the first seed; a seed alone, with one run,
/// replays what a table's row shows.
/// </summary>
public sealed class KillTests(Lab lab, ITestOutputHelper output)
{
    [Fact]
    public async Task SeededWorkload_SomethingDiesInTheMiddle_LosesNothingAndCountsNothingTwice()
    {
        var (first, count) = (LabSettings.Size("FOCUS_FAULT_SEED", 1), LabSettings.Size("FOCUS_FAULT_RUNS", 6));
        var results = new List<RunResult>();
        for (var seed = first; seed < first + count; seed++)
        {
            var result = await new FaultRun(lab, seed).RunAsync(TestContext.Current.CancellationToken);
            output.WriteLine(result.ToString());
            results.Add(result);
        }

        results.Where(result => !result.IsClean).Select(result => result.ToString()).ShouldBeEmpty();
    }
}
