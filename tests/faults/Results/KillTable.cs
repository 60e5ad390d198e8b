using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Results;

/// <summary>The seeded runs, by what was done to the system. Every seed is named, since every run can be replayed by it.</summary>
public static class KillTable
{
    // The list of all seeds of a row would be long; these few, and the ones that failed, are there to be tried.
    private const int SeedsShown = 4;

    public static IEnumerable<string> Lines(IReadOnlyCollection<RunResult> results)
    {
        yield return "| injection | runs | nothing lost, nothing twice | operations | tries repeated | seconds, median and longest | "
            + "seeds, e.g. | seeds that failed |";
        yield return "|---|---|---|---|---|---|---|---|";
        foreach (var group in results.GroupBy(result => result.Injection).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            double[] seconds = [.. group.Select(result => result.Took.TotalSeconds).Order()];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {group.Count()} | {group.Count(result => result.IsClean)} | {group.Sum(result => result.Operations)} | "
                + $"{group.Sum(result => result.FailedTries)} "
                + $"| {seconds[seconds.Length / 2]:0.0}, {seconds[^1]:0.0} | {Seeds(group.Take(SeedsShown))} | "
                    + $"{Seeds(group.Where(result => !result.IsClean))} |");
        }
    }

    public static string Summary(IReadOnlyCollection<RunResult> results) => string.Create(
        CultureInfo.InvariantCulture,
        $"{results.Count} runs, {results.Count(result => result.IsClean)} with nothing lost and nothing twice; "
        + $"{results.Sum(result => result.Operations)} operations, {results.Sum(result => result.Acknowledged)} acknowledged, "
            + $"{results.Sum(result => result.FailedTries)} tries repeated; "
        + $"{results.Average(result => result.Took.TotalSeconds):0.0} s a run. "
        + $"One of them again: `FOCUS_FAULT_SEED=<seed> FOCUS_FAULT_RUNS=1 ./focus test --project Faults --filter KillTests`");

    private static string Seeds(IEnumerable<RunResult> results) =>
        string.Join(", ", results.Select(result => result.Seed.ToString(CultureInfo.InvariantCulture)));
}
