using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare;

/// <summary>What facts say about dates.</summary>
public class StreakInputTests
{
    private static readonly UserCalendar Utc = UserCalendar.In(TimeZoneInfo.Utc);
    private static readonly DateTimeOffset Now = At("2026-01-10T12:00");

    [Theory]
    [InlineData(59, false, false)]
    [InlineData(60, false, true)]
    [InlineData(60, true, true)]
    public void Kept_FromAMinuteOn_EnteredOrMeasured(int seconds, bool isManual, bool isKept)
    {
        var input = Input([Session(1, "2026-01-09T10:00", seconds, isManual)]);

        input.Kept.Contains(new DateOnly(2026, 1, 9)).ShouldBe(isKept);
    }

    [Theory]
    [InlineData(600, 600, false, true)]
    [InlineData(600, 599, false, false)]
    [InlineData(3600, 0, false, false)]
    [InlineData(600, 600, true, false)]
    public void TwiceTheWork_OfTwoMeasuredSessionsOfTenMinutes(int seconds, int others, bool isManual, bool isTwice)
    {
        var input = Input([Session(1, "2026-01-09T10:00", seconds), Session(2, "2026-01-09T11:00", others, isManual)]);

        input.WithTwiceTheWork.Contains(new DateOnly(2026, 1, 9)).ShouldBe(isTwice);
    }

    [Fact]
    public void TwiceTheWork_OnTwoDates_IsNone() =>
        Input([Session(1, "2026-01-08T10:00", 600), Session(2, "2026-01-09T10:00", 600)]).WithTwiceTheWork.ShouldBeEmpty();

    [Fact]
    public void Kept_OfOtherFacts_IsNone()
    {
        var facts = Enum.GetValues<FactKind>().Where(kind => kind != FactKind.SessionCredited)
            .Select(kind => Session(1, "2026-01-09T10:00", 600) with { Kind = kind });

        Input(facts).Kept.ShouldBeEmpty();
    }

    [Fact]
    public void Skipped_WhereNothingWasDoneAround_IsFoundAllTheSame()
    {
        // Samoa went from 29 to 31 December 2011. 28 December and the first of January are missed, and take a freeze each.
        var samoa = new UserCalendar([new DaySettings(DateTimeOffset.MinValue, "Pacific/Apia", 0)]);
        Fact[] facts =
        [
            Session(1, "2011-12-27T20:00", 600) with { Date = new DateOnly(2011, 12, 27) },
            Session(2, "2012-01-01T20:00", 600) with { Date = new DateOnly(2012, 1, 2) },
        ];
        var now = At("2012-01-01T21:00");
        samoa.DateOf(now).ShouldBe(new DateOnly(2012, 1, 2));

        var input = StreakInput.Of(facts, samoa, StreakSettings.None, [], now);

        input.Skipped.ShouldBe([new DateOnly(2011, 12, 30)]);
    }

    [Fact]
    public void Skipped_DateThatCameBackByAMoveEast_IsNotSkipped()
    {
        // From Pago Pago to Kiritimati, a day ahead, and back again.
        var calendar = new UserCalendar(
        [
            new DaySettings(DateTimeOffset.MinValue, "Pacific/Pago_Pago", 0),
            new DaySettings(At("2026-01-06T10:30"), "Pacific/Kiritimati", 0),
            new DaySettings(At("2026-01-06T12:00"), "Pacific/Pago_Pago", 0),
        ]);
        var there = At("2026-01-06T11:00");
        calendar.DatesSkippedBefore(there).ShouldBe([new DateOnly(2026, 1, 6)]);
        Fact[] facts =
        [
            Session(1, "2026-01-06T08:00", 600) with { Date = calendar.DateOf(At("2026-01-06T08:00")) },
            Session(2, "2026-01-06T11:00", 600) with { Date = calendar.DateOf(there) },
        ];

        StreakInput.Of(facts, calendar, StreakSettings.None, [], there).Skipped.ShouldBe([new DateOnly(2026, 1, 6)]);
        StreakInput.Of(facts, calendar, StreakSettings.None, [], At("2026-01-08T22:00")).Skipped.ShouldBeEmpty();
    }

    [Fact]
    public void Input_OfFactsInAnyOrder_IsTheSame()
    {
        Fact[] facts = [.. Enumerable.Range(1, 9).Select(day => Session(day, $"2026-01-0{day}T10:00", day * 100))];
        var (some, others) = (Input(facts), Input(facts.Reverse()));

        some.Kept.SetEquals(others.Kept).ShouldBeTrue();
        some.WithTwiceTheWork.SetEquals(others.WithTwiceTheWork).ShouldBeTrue();
        some.Skipped.SetEquals(others.Skipped).ShouldBeTrue();
    }

    private static StreakInput Input(IEnumerable<Fact> facts) => StreakInput.Of(facts, Utc, StreakSettings.None, [], Now);

    private static Fact Session(int number, string at, int seconds, bool isManual = false) => new()
    {
        Key = FactKeys.Session($"{number:x24}"),
        Kind = FactKind.SessionCredited,
        At = At(at),
        Date = DateOnly.FromDateTime(At(at).Date),
        EnrollmentId = 1,
        Seconds = seconds,
        IsManual = isManual,
    };

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
