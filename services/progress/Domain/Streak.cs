using System.Text.Json.Serialization;

namespace FocusSuite.Progress.Domain;

/// <summary>
/// Streaks over the calendar dates that count. The dates are kept as runs, oldest first, apart from each other by at least a day: a year of
/// focus is one run, and adding a date twice or late changes nothing that it should not. A date that its person never had breaks no streak
/// and adds nothing to it.
/// </summary>
internal static class Streak
{
    /// <summary>The runs with one more date.</summary>
    public static IReadOnlyList<DateRun> Add(IReadOnlyList<DateRun> runs, DateOnly date)
    {
        if (runs.Any(run => run.First <= date && date <= run.Last))
        {
            return runs;
        }

        var before = runs.LastOrDefault(run => run.Last < date);
        var after = runs.FirstOrDefault(run => run.First > date);
        var joinsBefore = before is not null && before.Last.DayNumber == date.DayNumber - 1;
        var joinsAfter = after is not null && after.First.DayNumber == date.DayNumber + 1;
        var joined = new DateRun(joinsBefore ? before!.First : date, joinsAfter ? after!.Last : date);
        return
        [
            .. runs.Where(run => run.Last < date && (run != before || !joinsBefore)),
            joined,
            .. runs.Where(run => run.First > date && (run != after || !joinsAfter)),
        ];
    }

    /// <summary>
    /// The streak that is still alive: its last date is today or the one before, or later where the person has moved west since.
    /// </summary>
    /// <param name="runs">The dates that count.</param>
    /// <param name="skipped">The dates that the person never had.</param>
    /// <param name="dayBefore">The date that the person had before today.</param>
    public static int Current(IReadOnlyList<DateRun> runs, IReadOnlyCollection<DateOnly> skipped, DateOnly dayBefore) =>
        runs.Count > 0 && runs[^1].Last >= dayBefore ? Lengths(runs, skipped).Last() : 0;

    /// <summary>The longest streak among the dates.</summary>
    /// <param name="runs">The dates that count.</param>
    /// <param name="skipped">The dates that the person never had.</param>
    public static int Longest(IReadOnlyList<DateRun> runs, IReadOnlyCollection<DateOnly> skipped) =>
        runs.Count == 0 ? 0 : Lengths(runs, skipped).Max();

    /// <summary>The length of each run together with those before it that only skipped dates part it from.</summary>
    private static IEnumerable<int> Lengths(IReadOnlyList<DateRun> runs, IReadOnlyCollection<DateOnly> skipped)
    {
        var length = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            length = i > 0 && IsSkipped(runs[i - 1].Last, runs[i].First, skipped) ? length + runs[i].Length : runs[i].Length;
            yield return length;
        }
    }

    private static bool IsSkipped(DateOnly last, DateOnly next, IReadOnlyCollection<DateOnly> skipped)
    {
        var gap = next.DayNumber - last.DayNumber - 1;
        return gap <= skipped.Count && Enumerable.Range(1, gap).All(days => skipped.Contains(last.AddDays(days)));
    }
}

/// <summary>Calendar dates in a row, both ends included.</summary>
internal sealed record DateRun(DateOnly First, DateOnly Last)
{
    [JsonIgnore]
    public int Length => Last.DayNumber - First.DayNumber + 1;
}
