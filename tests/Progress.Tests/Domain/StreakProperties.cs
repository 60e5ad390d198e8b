using System.Collections.ObjectModel;
using FocusSuite.Domain.Calendars;
using FocusSuite.Progress.Domain;
using FsCheck.Xunit;

namespace FocusSuite.Progress.Tests.Domain;

/// <summary>Against a naive second implementation: a set of dates, walked day by day.</summary>
public class StreakProperties
{
    private static readonly DateTimeOffset Origin = new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReadOnlyCollection<TimeZoneInfo> Zones = TimeZoneInfo.GetSystemTimeZones();

    [Property(MaxTest = 300)]
    public bool Streaks_OfInstantsInAZone_EqualThoseOfTheNaiveWalk(byte[] hoursAgo, int zoneNumber, byte nowHour)
    {
        var zone = Zones[(zoneNumber & int.MaxValue) % Zones.Count];
        var calendar = UserCalendar.In(zone);
        var dates = hoursAgo.Select(hours => calendar.DateOf(Origin.AddHours(-hours))).ToList();
        var today = calendar.DateOf(Origin.AddHours(nowHour % 72));

        var runs = dates.Aggregate((IReadOnlyList<DateRun>)[], Streak.Add);

        return Streak.Current(runs, [], today.AddDays(-1)) == NaiveCurrent(dates.ToHashSet(), today)
            && Streak.Longest(runs, []) == NaiveLongest(dates.ToHashSet());
    }

    [Property(MaxTest = 300)]
    public bool Runs_OfAnyDates_AreTheSameInAnyOrderApartAndInOrder(byte[] days, int seed)
    {
        var dates = days.Select(day => new DateOnly(2026, 1, 1).AddDays(day)).ToArray();
        var shuffled = dates.Concat(dates).ToArray();
        new Random(seed).Shuffle(shuffled);

        var runs = dates.Aggregate((IReadOnlyList<DateRun>)[], Streak.Add);

        return runs.SequenceEqual(shuffled.Aggregate((IReadOnlyList<DateRun>)[], Streak.Add))
            && runs.Zip(runs.Skip(1)).All(pair => pair.First.Last.AddDays(1) < pair.Second.First)
            && runs.Sum(run => run.Length) == dates.Distinct().Count();
    }

    [Property(MaxTest = 500)]
    public bool Longest_WhileDatesAreAdded_NeverFalls(byte[] days)
    {
        IReadOnlyList<DateRun> runs = [];
        var longest = 0;
        foreach (var day in days)
        {
            runs = Streak.Add(runs, new DateOnly(2026, 1, 1).AddDays(day));
            if (Streak.Longest(runs, []) < longest)
            {
                return false;
            }

            longest = Streak.Longest(runs, []);
        }

        return true;
    }

    private static int NaiveCurrent(HashSet<DateOnly> dates, DateOnly today)
    {
        if (dates.Count == 0 || dates.Max() < today.AddDays(-1))
        {
            return 0;
        }

        var length = 0;
        for (var date = dates.Max(); dates.Contains(date); date = date.AddDays(-1))
        {
            length++;
        }

        return length;
    }

    private static int NaiveLongest(HashSet<DateOnly> dates) =>
        dates.Select(first => Enumerable.Range(0, dates.Count + 1).TakeWhile(days => dates.Contains(first.AddDays(days))).Count())
            .DefaultIfEmpty(0).Max();
}
