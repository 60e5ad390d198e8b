using System.Globalization;
using FocusSuite.Domain.Calendars;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Calendars;

/// <summary>
/// Single moments of a user's calendar. Every zone on every day, and whole lives, are lived through by the tests of progress.
/// </summary>
public sealed class UserCalendarTests
{
    private const string FarEast = "Pacific/Kiritimati";
    private const string FarWest = "Pacific/Pago_Pago";

    [Theory]
    [InlineData("2026-03-10T23:59:59Z", "UTC", 0, "2026-03-10")]
    [InlineData("2026-03-11T00:00:00Z", "UTC", 0, "2026-03-11")]
    [InlineData("2026-03-11T05:59:59Z", "UTC", 6, "2026-03-10")]
    [InlineData("2026-03-11T06:00:00Z", "UTC", 6, "2026-03-11")]
    [InlineData("2026-03-10T10:00:00Z", FarEast, 0, "2026-03-11")]
    [InlineData("2026-03-10T10:59:59Z", FarWest, 0, "2026-03-09")]
    [InlineData("2026-03-10T23:30:00Z", "No/Such_Zone", 0, "2026-03-10")]

    // D1: in whatever case it was stored; names of Windows are not known.
    [InlineData("2026-03-10T10:00:00Z", "pacific/enderbury", 0, "2026-03-10")]
    [InlineData("2026-03-10T11:00:00Z", "PACIFIC/ENDERBURY", 0, "2026-03-11")]
    [InlineData("2026-03-10T23:30:00Z", "Tonga Standard Time", 0, "2026-03-10")]
    public void DateOf_AMoment_IsWhatTheWallShowsLessTheDaysFirstHour(string at, string zone, int dayStart, string date) =>
        new UserCalendar([new DaySettings(DateTimeOffset.UnixEpoch, zone, dayStart)]).DateOf(Moment(at)).ShouldBe(Date(date));

    [Theory]
    [InlineData("2026-03-09T11:59:59Z", "2026-03-09")]
    [InlineData("2026-03-10T11:59:59Z", "2026-03-10")]
    [InlineData("2026-03-10T12:00:00Z", "2026-03-11")]
    [InlineData("2026-03-10T12:29:59Z", "2026-03-11")]
    [InlineData("2026-03-10T12:30:00Z", "2026-03-10")]
    public void DateOf_AMoment_IsByTheSettingsInForceThen(string at, string date)
    {
        // Not in their order; before the first of them it stands all the same.
        var calendar = Lived(("2026-03-10T12:30:00Z", FarWest), ("2026-03-10T00:00:00Z", "UTC"), ("2026-03-10T12:00:00Z", FarEast));

        calendar.DateOf(Moment(at)).ShouldBe(Date(date));
    }

    [Fact]
    public void Calendar_WithoutSettings_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => new UserCalendar([]));

    [Fact]
    public void In_AZone_HasDaysFromMidnightToMidnightThere()
    {
        var calendar = UserCalendar.In(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));

        calendar.DateOf(Moment("2026-03-10T14:59:59Z")).ShouldBe(Date("2026-03-10"));
        calendar.DateOf(Moment("2026-03-10T15:00:00Z")).ShouldBe(Date("2026-03-11"));
        calendar.DateOf(Moment("1950-06-01T12:00:00Z")).ShouldBe(Date("1950-06-01"));
    }

    [Theory]
    [InlineData("2026-03-10T00:00:00Z")]
    [InlineData("2026-03-10T12:00:00Z")]
    [InlineData("2026-03-10T23:59:59Z")]
    public void DateBefore_InOnePlace_IsTheDayBefore(string at)
    {
        var calendar = UserCalendar.In(TimeZoneInfo.Utc);

        calendar.DateBefore(Moment(at)).ShouldBe(Date("2026-03-09"));
        calendar.DatesSkippedBefore(Moment(at)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2011-12-30T10:00:00Z")]
    [InlineData("2011-12-31T09:59:59Z")]
    public void DateBefore_WhereACountryWentOverTheDateLine_IsTheOneBeforeThat(string at)
    {
        // Samoa went from 29 to 31 December 2011.
        var calendar = UserCalendar.In(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia"));

        calendar.DateOf(Moment(at)).ShouldBe(Date("2011-12-31"));
        calendar.DateBefore(Moment(at)).ShouldBe(Date("2011-12-29"));
        calendar.DatesSkippedBefore(Moment(at)).ShouldBe([Date("2011-12-30")]);
    }

    [Fact]
    public void DateBefore_OfOneWhoFlewWest_PassesOverTheDateThatTheFlightSwallowed()
    {
        // From half an hour before midnight on the 8th to half an hour after midnight on the 10th.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarWest), ("2026-03-09T10:30:00Z", FarEast));

        foreach (var minutes in new[] { 0, 1, 59, 60, 61, 1409 })
        {
            calendar.DateBefore(Moment("2026-03-09T10:30:00Z").AddMinutes(minutes))
                .ShouldBe(Date("2026-03-08"), $"{minutes} minutes after");
            calendar.DatesSkippedBefore(Moment("2026-03-09T10:30:00Z").AddMinutes(minutes)).ShouldBe([Date("2026-03-09")]);
        }

        calendar.DateBefore(Moment("2026-03-10T10:00:00Z")).ShouldBe(Date("2026-03-10"));
    }

    [Fact]
    public void DateBefore_OfOneWhoFlewEast_IsThatBeforeTheDateThatComesAgain()
    {
        // From half an hour after midnight on the 11th back to half an hour before midnight on the 9th; before both it was the 8th.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarEast), ("2026-03-10T10:30:00Z", FarWest));

        calendar.DateOf(Moment("2026-03-10T10:31:00Z")).ShouldBe(Date("2026-03-09"));
        calendar.DateBefore(Moment("2026-03-10T10:31:00Z")).ShouldBe(Date("2026-03-08"));
        calendar.DateBefore(Moment("2026-03-10T11:00:00Z")).ShouldBe(Date("2026-03-09"));
    }

    [Fact]
    public void DateBefore_AfterAShortStayElsewhere_IsThatOfTheStay()
    {
        // On the 11th, for twenty minutes back on the 10th, and on the 11th again.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarEast), ("2026-03-10T12:10:00Z", FarWest), ("2026-03-10T12:30:00Z", FarEast));

        calendar.DateBefore(Moment("2026-03-10T12:40:00Z")).ShouldBe(Date("2026-03-10"));
    }

    [Fact]
    public void DateBefore_AfterAShortStayOverMidnight_IsThatOfItsBeginning()
    {
        // On the 11th, then ten minutes on the 9th and twenty on the 10th, and on the 10th elsewhere.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarEast), ("2026-03-10T10:50:00Z", FarWest), ("2026-03-10T11:20:00Z", "UTC"));

        calendar.DateBefore(Moment("2026-03-10T11:25:00Z")).ShouldBe(Date("2026-03-09"));
    }

    [Theory]
    [InlineData("2026-03-10T11:20:00Z")]
    [InlineData("2026-03-10T11:25:00Z")]
    public void DateBefore_AfterAShortStayOverMidnight_IsThatOfItsEndWhereTheDateIsLaterStill(string at)
    {
        // On the 11th, then ten minutes on the 9th and twenty on the 10th, and back on the 11th: from its first moment on, which is that of
        // the change.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarEast), ("2026-03-10T10:50:00Z", FarWest), ("2026-03-10T11:20:00Z", FarEast));

        calendar.DateOf(Moment(at)).ShouldBe(Date("2026-03-11"));
        calendar.DateBefore(Moment(at)).ShouldBe(Date("2026-03-10"));
        calendar.DatesSkippedBefore(Moment(at)).ShouldBeEmpty();
    }

    [Fact]
    public void DateBefore_AfterAStayShorterThanAnHour_IsADateThatWasLivedThereAlone()
    {
        // On the 9th until half an hour before midnight, twenty minutes on the 10th, and on the 11th.
        var calendar = Lived(("2026-01-01T00:00:00Z", FarWest), ("2026-03-10T10:30:00Z", "UTC"), ("2026-03-10T10:50:00Z", FarEast));

        calendar.DateBefore(Moment("2026-03-10T11:00:00Z")).ShouldBe(Date("2026-03-10"));
    }

    private static UserCalendar Lived(params (string From, string Zone)[] places) =>
        new(places.Select(place => new DaySettings(Moment(place.From), place.Zone, 0)));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
