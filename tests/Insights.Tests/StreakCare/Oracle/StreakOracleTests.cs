using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare.Oracle;

/// <summary>
/// The streak against a second implementation, over random histories with zones, day starts, moves, corrections, rest days, vacations and
/// repair windows. FOCUS_TEST_HISTORIES sets how many; a history's number makes it again.
/// </summary>
public class StreakOracleTests(ITestOutputHelper output)
{
    private static readonly int Histories =
        int.TryParse(Environment.GetEnvironmentVariable("FOCUS_TEST_HISTORIES"), CultureInfo.InvariantCulture, out var all) ? all : 1_000;

    [Fact]
    public void Streak_OfRandomHistories_IsThatOfTheNaiveImplementation()
    {
        var seen = new Dictionary<StreakDayKind, int>();
        var waiting = 0;
        for (var number = 0; number < Histories; number++)
        {
            var history = RandomHistory.Of(number);
            var expected = new NaiveStreak(new NaiveDiary(history));
            var report = Report(history, number);

            Text(report).ShouldBe(Text(expected), $"history {number}");
            waiting += report.SavableUntil is null ? 0 : 1;
            foreach (var day in report.Days)
            {
                seen[day.Kind] = seen.GetValueOrDefault(day.Kind) + 1;
            }
        }

        output.WriteLine($"{Histories} histories, {waiting} with a date that waits; {string.Join(", ", seen.OrderBy(one => one.Key))}");
        if (Histories >= 1_000)
        {
            seen.Keys.Order().ShouldBe(Enum.GetValues<StreakDayKind>());
            waiting.ShouldBeGreaterThan(10);
        }
    }

    private static StreakReport Report(RandomHistory history, int number)
    {
        var calendar = new UserCalendar(history.Places);
        var settings = history.Actions.Aggregate(StreakSettings.None, (before, action) => Take(before, action, calendar.DateOf(action.At)));
        var input = StreakInput.Of(history.Facts(calendar, new Random(number)), calendar, settings, history.Repairs, history.Now);
        return PersonalStreak.Of(input, calendar.DateOf(history.Now));
    }

    private static StreakSettings Take(StreakSettings settings, RandomHistory.Action action, DateOnly today) => action switch
    {
        RandomHistory.RestDaysChanged change => settings.ChangeRestDays(change.Days, today).State!,
        RandomHistory.VacationAdded added => settings.AddVacation(
            today.AddDays(added.DaysAhead), today.AddDays(added.DaysAhead + added.MoreDays), today).State!,
        RandomHistory.VacationEnded ended when ended.Place < settings.Vacations.Count =>
            settings.EndVacation(settings.Vacations[ended.Place].First, today).State!,
        _ => settings,
    };

    private static string Text(StreakReport report) => Text(
        report.Current,
        report.Longest,
        report.StartedOn,
        (report.FreezesLeft * 7) + report.KeptTowardNextFreeze,
        report.IsTodayKept,
        report.SavableUntil,
        report.Days.Select(day => (day.Date, day.Kind)));

    private static string Text(NaiveStreak streak) => Text(
        streak.Current.Count,
        streak.Longest,
        streak.Current.Count > 0 ? streak.Current[0] : null,
        streak.Points,
        streak.IsTodayKept,
        streak.LostAfter,
        streak.Dates.Select(one => (one.Key, one.Value)));

    private static string Text(
        int current,
        int longest,
        DateOnly? startedOn,
        int points,
        bool isTodayKept,
        DateOnly? lostAfter,
        IEnumerable<(DateOnly Date, StreakDayKind Kind)> days) => string.Create(
            CultureInfo.InvariantCulture,
            $"{current} from {startedOn:O}, longest {longest}, {points} points, kept today {isTodayKept}, lost after {lostAfter:O}\n")
        + string.Join('\n', days.SkipWhile(day => day.Kind == StreakDayKind.Idle)
            .Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Date:O} {day.Kind}")));
}
