using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare;

/// <summary>
/// A history as a line of letters, a date each from Monday, 5 January 2026; the last one is today. What happened: <c>k</c> kept, <c>w</c>
/// kept with twice the work, <c>v</c> vacation, <c>x</c> in a repair window, <c>s</c> skipped, <c>.</c> nothing. What it comes to:
/// <c>k v x s</c> as above, <c>r</c> rest, <c>f</c> frozen, <c>e</c> earned back, <c>o</c> open, <c>b</c> broken, <c>-</c> idle.
/// </summary>
internal static class Timeline
{
    public static readonly DateOnly Monday = new(2026, 1, 5);

    private static readonly Dictionary<StreakDayKind, char> Letters = new()
    {
        [StreakDayKind.Idle] = '-',
        [StreakDayKind.Kept] = 'k',
        [StreakDayKind.Skipped] = 's',
        [StreakDayKind.Vacation] = 'v',
        [StreakDayKind.Rest] = 'r',
        [StreakDayKind.Repaired] = 'x',
        [StreakDayKind.Frozen] = 'f',
        [StreakDayKind.EarnedBack] = 'e',
        [StreakDayKind.Open] = 'o',
        [StreakDayKind.Broken] = 'b',
    };

    public static DateOnly Today(string line) => Monday.AddDays(line.Length - 1);

    public static StreakInput Input(string line, params IEnumerable<DayOfWeek> restDays) => new()
    {
        Kept = Dates(line, 'k', 'w'),
        WithTwiceTheWork = Dates(line, 'w'),
        Skipped = Dates(line, 's'),
        Settings = new StreakSettings
        {
            RestDays = [new RestDays(Monday, [.. restDays])],
            Vacations = [.. Dates(line, 'v').Select(date => new Vacation(date, date))],
        },
        Repairs = [.. Dates(line, 'x').Select(date => new RepairWindow(date, date))],
    };

    public static StreakReport Report(string line, params IEnumerable<DayOfWeek> restDays) =>
        PersonalStreak.Of(Input(line, restDays), Today(line));

    /// <summary>What the dates of a report from Monday on were.</summary>
    public static string Line(StreakReport report) =>
        string.Concat(report.Days.Where(day => day.Date >= Monday).Select(day => Letters[day.Kind]));

    private static HashSet<DateOnly> Dates(string line, params char[] letters) =>
        [.. Enumerable.Range(0, line.Length).Where(days => letters.Contains(line[days])).Select(Monday.AddDays)];
}
