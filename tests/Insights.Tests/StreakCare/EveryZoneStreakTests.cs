using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare;

/// <summary>
/// Users who do a session at a random moment of each date that they have, for two years, in the zones of the IANA database: whatever the
/// clocks and the date line do, nothing is missed. FOCUS_TEST_STREAK_ZONES=all takes every zone, else every eighth.
/// </summary>
public class EveryZoneStreakTests(ITestOutputHelper output)
{
    private static readonly int Every = Environment.GetEnvironmentVariable("FOCUS_TEST_STREAK_ZONES") == "all" ? 1 : 8;

    private static readonly string[] Always =
    [
        "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca",
        "Europe/Berlin",
    ];

    [Theory]
    [InlineData(2026, 0)]
    [InlineData(2026, 5)]

    // In these years Samoa and Tokelau went over the date line.
    [InlineData(2011, 0)]
    [InlineData(2011, 3)]
    public void Streak_OfASessionOnEachDate_IsUnbrokenAndCostsNothing(int firstYear, int dayStart)
    {
        var (zones, dates, skipped) = (0, 0, 0);
        foreach (var name in Zones())
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            var moments = MomentsByDate(zone, firstYear, dayStart);
            var random = new Random(HashCodeOf(name));
            var facts = moments.Select(one => Session(one.Key, one.Value[random.Next(one.Value.Count)])).ToList();
            var calendar = new UserCalendar([new DaySettings(DateTimeOffset.MinValue, name, dayStart)]);
            facts.ShouldAllBe(fact => calendar.DateOf(fact.At) == fact.Date, name);

            // At the end of all, and in the midst of it, before the session of that date.
            foreach (var done in (int[])[facts.Count, random.Next(1, facts.Count), random.Next(1, facts.Count)])
            {
                var past = facts.Take(done).ToList();
                var now = done == facts.Count ? facts[^1].At : moments[facts[done].Date][0];
                var report = PersonalStreak.Of(
                    StreakInput.Of(past, calendar, StreakSettings.None, [], now), calendar.DateOf(now));

                (report.Current, report.Longest, report.FreezesLeft).ShouldBe((done, done, Freezes.Max), $"{name}, {done} dates");
                report.StartedOn.ShouldBe(facts[0].Date, name);
                report.Days.ShouldAllBe(
                    day => day.Kind == StreakDayKind.Idle || day.Kind == StreakDayKind.Kept || day.Kind == StreakDayKind.Skipped
                        || (day.Kind == StreakDayKind.Open && day.Date == facts[done].Date),
                    name);
            }

            zones++;
            dates += facts.Count;
            skipped += facts[^1].Date.DayNumber - facts[0].Date.DayNumber + 1 - facts.Count;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zones} zones, {dates} dates, {skipped} skipped"));
        zones.ShouldBeGreaterThan(Every == 1 ? 400 : 50);

        // With a day that begins at 3, the date that Samoa skipped at midnight was there for three hours.
        (skipped > 0).ShouldBe(firstYear == 2011 && dayStart == 0);
    }

    private static IEnumerable<string> Zones() => TimeZoneNames.All.Order(StringComparer.Ordinal)
        .Where((name, number) => number % Every == 0 || Always.Contains(name))
        .Where(name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));

    /// <summary>What the clock on the wall shows every forty minutes, less the start of the day.</summary>
    private static SortedDictionary<DateOnly, List<DateTimeOffset>> MomentsByDate(TimeZoneInfo zone, int firstYear, int dayStart)
    {
        var moments = new SortedDictionary<DateOnly, List<DateTimeOffset>>();
        var end = new DateTimeOffset(firstYear + 2, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var at = end.AddYears(-2); at < end; at = at.AddMinutes(40))
        {
            var date = DateOnly.FromDateTime((at.UtcDateTime + zone.GetUtcOffset(at)).AddHours(-dayStart));
            if (!moments.TryGetValue(date, out var list))
            {
                moments.Add(date, list = []);
            }

            list.Add(at);
        }

        return moments;
    }

    private static Fact Session(DateOnly date, DateTimeOffset at) => new()
    {
        Key = FactKeys.Session($"{date.DayNumber:x24}"),
        Kind = FactKind.SessionCredited,
        At = at,
        Date = date,
        EnrollmentId = 1,
        Seconds = 60,
    };

    // The same in every run, as string.GetHashCode is not.
    private static int HashCodeOf(string name) => name.Aggregate(17, (hash, letter) => (hash * 31) + letter);
}
