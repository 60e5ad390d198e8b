using System.Globalization;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Ending;

public sealed class LocalDatesTests
{
    [Theory]
    [InlineData("2026-03-02T23:59:59.999Z", "UTC", "2026-03-02")]
    [InlineData("2026-03-02T23:59:59.999Z", "Europe/Berlin", "2026-03-03")]
    [InlineData("2026-03-02T04:59:59Z", "America/New_York", "2026-03-01")]
    [InlineData("2026-03-02T05:00:00Z", "America/New_York", "2026-03-02")]
    [InlineData("2026-03-02T10:00:00Z", "Pacific/Kiritimati", "2026-03-03")]
    [InlineData("2026-03-02T10:59:59Z", "Pacific/Pago_Pago", "2026-03-01")]
    [InlineData("2026-03-02T18:14:59Z", "Asia/Kathmandu", "2026-03-02")]
    [InlineData("2026-03-02T18:15:00Z", "Asia/Kathmandu", "2026-03-03")]
    // New York's clocks go forward on 8 March 2026: midnight is at 05:00 UTC before, at 04:00 after.
    [InlineData("2026-03-08T04:59:59Z", "America/New_York", "2026-03-07")]
    [InlineData("2026-03-09T03:59:59Z", "America/New_York", "2026-03-08")]
    [InlineData("2026-03-09T04:00:00Z", "America/New_York", "2026-03-09")]
    // Berlin's go back on 25 October 2026: midnight is at 22:00 UTC before, at 23:00 after.
    [InlineData("2026-10-24T22:00:00Z", "Europe/Berlin", "2026-10-25")]
    [InlineData("2026-10-25T22:30:00Z", "Europe/Berlin", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", "Europe/Berlin", "2026-10-26")]
    // Beirut's go forward at midnight itself, 29 March 2026: 00:00..01:00 does not exist there.
    [InlineData("2026-03-28T21:59:59Z", "Asia/Beirut", "2026-03-28")]
    [InlineData("2026-03-28T22:00:00Z", "Asia/Beirut", "2026-03-29")]
    [InlineData("2026-03-02T23:30:00Z", "No/Such_Zone", "2026-03-02")]
    public void LocalDate_OfAMoment_IsThePersonsCalendarDate(string at, string timeZone, string date) =>
        LocalDates.Of(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), timeZone).ShouldBe(DateOnly.Parse(date, CultureInfo.InvariantCulture));

    [Fact]
    public void Completion_OverLocalMidnight_CountsForTheDateOfItsEnd()
    {
        // 10:00 UTC is 23:45 in the Chatham Islands (summer time): the session ends after midnight there.
        var session = Some.Active(timeZone: "Pacific/Chatham");

        LocalDates.Of(session.StartedAt, session.TimeZone).ShouldBe(new DateOnly(2026, 3, 2));
        LocalDateOf(new Completion(null, null).Decide(session, Some.Operation(14))).ShouldBe(new DateOnly(2026, 3, 2));
        LocalDateOf(new Completion(null, null).Decide(session, Some.Operation(25))).ShouldBe(new DateOnly(2026, 3, 3));
    }

    private static DateOnly LocalDateOf(FocusSuite.Sessions.Deciding.Change change) => change.Events.OfType<SessionCompleted>().Single().LocalDate;
}
