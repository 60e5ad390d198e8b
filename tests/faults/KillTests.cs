using System.Globalization;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Messaging.Pipeline;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Seeded workloads with a death in the middle of each. FOCUS_FAULT_RUNS sets how many, FOCUS_FAULT_SEED the first seed, which is drawn
/// otherwise; a seed alone, with one run, replays what a table's row, or a failure, shows.
/// </summary>
public sealed class KillTests(Lab lab, ITestOutputHelper output)
{
    private const int RunsOfCi = 2;

    [Fact]
    public async Task SeededWorkload_SomethingDiesInTheMiddle_LosesNothingAndCountsNothingTwice()
    {
        var (first, count) = (LabSettings.Seed, LabSettings.Size("FOCUS_FAULT_RUNS", RunsOfCi));
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

    /// <summary>The runs above are clean, too, where nobody comes by a point: so would be those of a laboratory that cannot kill.</summary>
    [Theory]
    [InlineData(PartNames.Sessions, PipelinePoints.AfterSaveBeforePublish)]
    [InlineData(PartNames.Progress, PipelinePoints.AfterEffectBeforeAck)]
    [InlineData(PartNames.Enrollment, PipelinePoints.BeforeAnswer)]
    public async Task Service_ThatPassesAnArmedPoint_DiesThere(string service, string point)
    {
        var result = await new FaultRun(lab, seed: 1).RunAsync(new KillAtPoint(service, point), TestContext.Current.CancellationToken);

        output.WriteLine(result.ToString());
        result.Injection.ShouldBe($"SIGKILL {service} {point}");
        result.Faults.ShouldBeEmpty();
    }

    // After each run: what a long evening has shown so far is not lost with its end.
    private static void Report(List<RunResult> results, int first, int count) => ReliabilityPage.Write(
        "kills",
        string.Create(
            CultureInfo.InvariantCulture,
            $"FOCUS_FAULT_SEED={first} FOCUS_FAULT_RUNS={count} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults "
            + $"--filter KillTests"),
        KillTable.Summary(results),
        KillTable.Lines(results));
}
