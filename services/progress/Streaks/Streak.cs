namespace FocusSuite.Progress.Streaks;

/// <summary>
/// Streaks over the calendar dates that count. The dates are kept as runs, oldest first, apart from each other by at least a day: a year of focus is
/// one run, and adding a date twice or late changes nothing that it should not.
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

    /// <summary>The run that is still alive: its last date is today or yesterday, or later where the person has moved west since.</summary>
    public static int Current(IReadOnlyList<DateRun> runs, DateOnly today) =>
        runs.Count > 0 && runs[^1].Last.DayNumber >= today.DayNumber - 1 ? runs[^1].Length : 0;

    /// <summary>The longest run. Runs only ever grow, so it never falls.</summary>
    public static int Longest(IReadOnlyList<DateRun> runs) => runs.Count == 0 ? 0 : runs.Max(run => run.Length);

    /// <summary>The calendar date that it is now in a zone.</summary>
    public static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
}
