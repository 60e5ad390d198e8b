using System.Globalization;
using FocusSuite.Domain.Calendars;

namespace FocusSuite.Progress.Tests.Calendars;

/// <summary>
/// Every zone of the IANA database, every day of two years: the calendar against a walk through time, which counts on the wall clock of
/// <see cref="ZoneFile"/> when it becomes another date. The walk goes by quarters of an hour, as all zones' clocks now do;
/// FOCUS_TEST_ZONE_STEP=1 goes by minutes.
/// </summary>
public class EveryZoneTests(ITestOutputHelper output)
{
    private const int HourMinutes = 60;
    private const int DayMinutes = 24 * HourMinutes;

    private static readonly int Step =
        int.TryParse(Environment.GetEnvironmentVariable("FOCUS_TEST_ZONE_STEP"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 15;

    [Theory]
    [InlineData(2025, 2026, new[] { 0, 1, 2, 3, 4, 5, 6 })]

    // In these years Samoa and Tokelau went over the date line.
    [InlineData(2011, 2012, new[] { 0, 3 })]
    public void Calendar_OfEveryZoneOnEveryDay_IsThatOfTheWallClock(int firstYear, int lastYear, int[] dayStarts)
    {
        var (from, to) = (ZoneFile.Minute($"{firstYear}-01-01"), ZoneFile.Minute($"{lastYear + 1}-01-01"));
        var faults = new List<string>();
        var (zones, days) = (0, 0);
        foreach (var name in Zones())
        {
            if (ZoneFile.Find(name, lastYear) is { } file)
            {
                zones++;
                days += dayStarts.Sum(dayStart => Compare(name, file, dayStart, from, to, faults));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zones} zones, {days} days, {faults.Count} differences"));
        faults.Take(20).ShouldBeEmpty();
        zones.ShouldBeGreaterThan(300);
        days.ShouldBeGreaterThan(300 * 700 * dayStarts.Length);
    }

    [Fact]
    public void Names_OfEveryZone_AreKnown()
    {
        var names = ZoneFile.Names().ToList();
        names.Count.ShouldBeGreaterThan(500);
        names.Where(name => !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)).ShouldBeEmpty();
    }

    private static int Compare(string name, ZoneFile file, int dayStart, long from, long to, List<string> faults)
    {
        var calendar = new UserCalendar([new DaySettings(DateTimeOffset.UnixEpoch, name, dayStart)]);
        var (days, today, before) = (0, -1L, -1L);
        var last = from;
        foreach (var (minute, wall) in file.Walk(from, to, Step))
        {
            var date = (wall - (dayStart * HourMinutes)) / DayMinutes;
            if (date != today)
            {
                days++;
                if (today >= 0)
                {
                    CheckDate(calendar, last, today, name, faults);
                    CheckDate(calendar, minute, date, name, faults);
                    before = date > today ? today : before;
                    CheckBefore(calendar, minute, date, before, name, faults);
                }

                today = date;
            }

            last = minute;
        }

        return days;
    }

    private static void CheckDate(UserCalendar calendar, long minute, long date, string name, List<string> faults)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(minute * 60);
        if (calendar.DateOf(at) != Date(date))
        {
            faults.Add($"{name} {at:u}: {calendar.DateOf(at):O}, by the wall {Date(date):O}");
        }
    }

    private static void CheckBefore(UserCalendar calendar, long minute, long date, long before, string name, List<string> faults)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(minute * 60);

        // A clock that is put back over midnight brings a date back; what was before it is then beyond this walk's short memory.
        if (before >= 0 && before < date && calendar.DateBefore(at) != Date(before))
        {
            faults.Add($"{name} {at:u}: before it {calendar.DateBefore(at):O}, by the wall {Date(before):O}");
        }
    }

    // Many names are one zone: each is walked through once.
    private static IEnumerable<string> Zones() => ZoneFile.Names().DistinctBy(name => Convert.ToBase64String(ZoneFile.Read(name)));

    private static DateOnly Date(long sinceEpoch) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)sinceEpoch);
}
