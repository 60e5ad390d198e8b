using FocusSuite.Domain.Calendars;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Tests.Domain;

public class StreakTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Theory]
    [InlineData(new int[0], 0, 0)]
    [InlineData(new[] { 0 }, 1, 1)]
    [InlineData(new[] { -1 }, 1, 1)]
    [InlineData(new[] { -2 }, 0, 1)]
    [InlineData(new[] { 0, -1, -2 }, 3, 3)]
    [InlineData(new[] { -2, -1 }, 2, 2)]
    [InlineData(new[] { 0, -2, -3, -4 }, 1, 3)]
    [InlineData(new[] { -4, -2, -3, -1, 0 }, 5, 5)]
    [InlineData(new[] { 0, 0, 0 }, 1, 1)]
    [InlineData(new[] { 1, 0 }, 2, 2)]
    [InlineData(new[] { 1 }, 1, 1)]
    public void Streak_OfDatesBeforeToday_IsTheRunThatIsAlive(int[] daysFromToday, int current, int longest)
    {
        var runs = daysFromToday.Select(days => Today.AddDays(days)).Aggregate((IReadOnlyList<DateRun>)[], Streak.Add);

        (Streak.Current(runs, [], Today.AddDays(-1)), Streak.Longest(runs, [])).ShouldBe((current, longest));
    }

    [Fact]
    public void Add_TheDateBetweenTwoRuns_JoinsThem()
    {
        IReadOnlyList<DateRun> runs =
        [
            new(Today.AddDays(-9), Today.AddDays(-7)),
            new(Today.AddDays(-3), Today.AddDays(-2)),
            new(Today, Today),
        ];

        Streak.Add(runs, Today.AddDays(-1)).ShouldBe([runs[0], new DateRun(Today.AddDays(-3), Today)]);
    }

    [Fact]
    public void Streak_OverADateThatNeverWas_GoesOnWithoutIt()
    {
        // Samoa went from 29 to 31 December 2011.
        var samoa = new UserCalendar([new DaySettings(DateTimeOffset.MinValue, "Pacific/Apia", 0)]);
        var after = new DateTimeOffset(2011, 12, 30, 12, 0, 0, TimeSpan.Zero);
        var (thursday, saturday) = (new DateOnly(2011, 12, 29), new DateOnly(2011, 12, 31));
        (samoa.DateOf(after), samoa.DateBefore(after)).ShouldBe((saturday, thursday));

        Streak.Current([new(thursday, thursday)], [], samoa.DateBefore(after)).ShouldBe(1);
        IReadOnlyList<DateRun> runs = [new(thursday.AddDays(-1), thursday), new(saturday, saturday)];
        var skipped = samoa.DatesSkippedBefore(after);
        (Streak.Current(runs, skipped, thursday), Streak.Longest(runs, skipped)).ShouldBe((3, 3));
        (Streak.Current(runs, [], thursday), Streak.Longest(runs, [])).ShouldBe((1, 2));
    }

    [Theory]
    [InlineData(2, new[] { -40 }, 1)]
    [InlineData(3, new[] { -1, -40 }, 1)]
    [InlineData(3, new[] { -2, -40 }, 1)]
    [InlineData(3, new[] { -2, -1 }, 2)]
    public void Streak_OverAGap_GoesOnOnlyWhereEveryDateOfItNeverWas(int daysApart, int[] skipped, int streak)
    {
        IReadOnlyList<DateRun> runs = [new(Today.AddDays(-daysApart), Today.AddDays(-daysApart)), new(Today, Today)];
        var neverHad = skipped.Select(days => Today.AddDays(days)).ToList();

        (Streak.Current(runs, neverHad, Today.AddDays(-1)), Streak.Longest(runs, neverHad)).ShouldBe((streak, streak));
    }

    [Theory]
    [InlineData("2026-03-10T23:30:00Z", "UTC", "2026-03-10")]
    [InlineData("2026-03-10T23:30:00Z", "Asia/Tokyo", "2026-03-11")]
    [InlineData("2026-03-10T03:30:00Z", "America/New_York", "2026-03-09")]
    [InlineData("2026-03-10T10:30:00Z", "Pacific/Kiritimati", "2026-03-11")]
    [InlineData("2026-03-10T11:30:00Z", "Pacific/Pago_Pago", "2026-03-10")]
    [InlineData("2026-03-08T06:59:59Z", "America/New_York", "2026-03-08")]
    public void Today_InAZone_IsTheDateThere(string now, string zone, string expected) =>
        UserCalendar.In(TimeZoneInfo.FindSystemTimeZoneById(zone)).DateOf(DateTimeOffset.Parse(now, null))
            .ShouldBe(DateOnly.Parse(expected, null));
}
