using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Tests.Calendars;

/// <summary>
/// Users who move about and change when their day begins, lived through minute by minute for half a year each: on which date each session
/// counts, and what their streak is, against a diary that knows of nothing but the clock on the wall.
/// </summary>
public class LifeProperties
{
    private const int DayMinutes = 24 * 60;
    private const int Days = 183;

    private static readonly string[] Zones =
    [
        "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia", "Pacific/Chatham", "Asia/Kathmandu", "Africa/Casablanca",
        "America/St_Johns", "Europe/Berlin",
        "Australia/Lord_Howe", "America/Havana", "Asia/Beirut", "Antarctica/Troll", "America/Adak", "Etc/GMT+12", "Atlantic/Azores",
        "Africa/Cairo", "UTC",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Life_OfUsersWhoMove_CountsAsInTheirDiary(int seed)
    {
        for (var number = 0; number < 6; number++)
        {
            var life = Life.Random(new Random((seed * 1000) + number), Zones);
            var diary = life.Live();
            var calendar = new UserCalendar(life.Settings);
            IReadOnlyList<DateRun> runs = [];
            var skipped = new HashSet<DateOnly>();
            var longest = 0;
            foreach (var entry in diary)
            {
                var at = DateTimeOffset.FromUnixTimeSeconds(entry.Minute * 60);
                var where = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, person {number}, {at:u}");
                calendar.DateOf(at).ShouldBe(entry.Date, where);
                calendar.DateBefore(at).ShouldBe(entry.Before, where);
                if (entry.IsSession)
                {
                    runs = Streak.Add(runs, entry.Date);
                    skipped.UnionWith(calendar.DatesSkippedBefore(at));
                }

                Streak.Current(runs, skipped, calendar.DateBefore(at)).ShouldBe(entry.Streak, where);
                longest.ShouldBeLessThanOrEqualTo(longest = Streak.Longest(runs, skipped), where);
            }

            diary.Count.ShouldBeGreaterThan(Days);
        }
    }

    private sealed record Entry(long Minute, DateOnly Date, DateOnly Before, bool IsSession, int Streak);

    private sealed record Life(long From, IReadOnlyList<DaySettings> Settings, HashSet<long> Sessions)
    {
        public static Life Random(Random random, string[] zones)
        {
            var from = ZoneFile.Minute("2025-09-15") + random.Next(DayMinutes);
            var settings = new List<DaySettings>();
            for (long minute = from - (10 * DayMinutes); minute < from + (Days * DayMinutes); minute += random.Next(60, 20 * DayMinutes))
            {
                settings.Add(
                    new DaySettings(DateTimeOffset.FromUnixTimeSeconds(minute * 60), zones[random.Next(zones.Length)], random.Next(7)));
            }

            var sessions = new HashSet<long>();
            for (
                long minute = from; minute < from + (Days * DayMinutes); minute += random.Next(
                    DayMinutes / 4, random.Next(20) == 0 ? 3 * DayMinutes : DayMinutes))
            {
                sessions.Add(minute);
            }

            return new Life(from, settings, sessions);
        }

        /// <summary>Looks at the wall each minute; writes down each session and, now and then, how things stand.</summary>
        public List<Entry> Live()
        {
            var diary = new List<Entry>();
            var lived = new List<DateOnly>();
            var (focused, neverHad) = (new HashSet<DateOnly>(), new HashSet<DateOnly>());
            foreach (var (minute, date) in Wall())
            {
                if (lived.Count == 0 || lived[^1] != date)
                {
                    lived.Add(date);
                }

                if (minute >= From && (Sessions.Contains(minute) || minute % 1013 == 0))
                {
                    if (Sessions.Contains(minute))
                    {
                        focused.Add(date);
                        neverHad.UnionWith(Between(Before(lived), date));
                    }

                    diary.Add(new Entry(minute, date, Before(lived), Sessions.Contains(minute), Streak(lived, focused, neverHad)));
                }
            }

            return diary;
        }

        private static DateOnly Before(List<DateOnly> lived) => lived.FindLast(date => date < lived[^1]);

        private static IEnumerable<DateOnly> Between(DateOnly before, DateOnly date)
        {
            for (var never = before.AddDays(1); never < date; never = never.AddDays(1))
            {
                yield return never;
            }
        }

        // From the last date of focus back, over dates that were missing when there was focus after them.
        private static int Streak(List<DateOnly> lived, HashSet<DateOnly> focused, HashSet<DateOnly> neverHad)
        {
            if (focused.Count == 0 || focused.Max() < Before(lived))
            {
                return 0;
            }

            var length = 0;
            for (var date = focused.Max(); focused.Contains(date) || neverHad.Contains(date); date = date.AddDays(-1))
            {
                length += focused.Contains(date) ? 1 : 0;
            }

            return length;
        }

        private IEnumerable<(long Minute, DateOnly Date)> Wall()
        {
            for (var i = 0; i < Settings.Count; i++)
            {
                var (from, to) = (
                    Settings[i].EffectiveFrom,
                    i + 1 < Settings.Count ? Settings[i + 1].EffectiveFrom : Settings[0].EffectiveFrom.AddDays(Days + 10));
                var zone = ZoneFile.Find(Settings[i].TimeZone, 2026) ?? throw new InvalidOperationException(Settings[i].TimeZone);
                foreach (var (minute, wall) in zone.Walk(from.ToUnixTimeSeconds() / 60, to.ToUnixTimeSeconds() / 60, 1))
                {
                    yield return (
                        minute,
                        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)((wall - (Settings[i].DayStartHour * 60)) / DayMinutes)));
                }
            }
        }
    }
}
