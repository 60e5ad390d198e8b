using System.Globalization;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class LocalDateTests
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

    // D1: by the list of names, whatever their case; names of Windows are none of it.
    [InlineData("2026-03-02T10:00:00Z", "pacific/fakaofo", "2026-03-02")]
    [InlineData("2026-03-02T11:00:00Z", "pacific/fakaofo", "2026-03-03")]
    [InlineData("2026-03-02T23:30:00Z", "Tonga Standard Time", "2026-03-02")]
    [InlineData("2026-03-02T02:00:00Z", "us/pacific", "2026-03-01")]
    public void LocalDate_OfAMoment_IsTheUsersCalendarDate(string at, string timeZone, string date) =>
        Some.DateIn(timeZone, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture))
            .ShouldBe(DateOnly.Parse(date, CultureInfo.InvariantCulture));

    [Fact]
    public void Completion_OverLocalMidnight_CountsForTheDateOfItsEnd()
    {
        // 10:00 UTC is 23:45 in the Chatham Islands (summer time): the session ends after midnight there.
        var session = Some.Active(timeZone: "Pacific/Chatham");

        Some.DateIn(session.TimeZone, session.StartedAt).ShouldBe(new DateOnly(2026, 3, 2));
        LocalDateOf(session.Complete(null, null, Some.Operation(14))).ShouldBe(new DateOnly(2026, 3, 2));
        LocalDateOf(session.Complete(null, null, Some.Operation(25))).ShouldBe(new DateOnly(2026, 3, 3));
    }

    /// <summary>D2: whoever taps after midnight did not work after midnight.</summary>
    [Theory]
    [InlineData(14, 3)]
    [InlineData(16, 3)]
    [InlineData(44, 3)]
    public void Completion_TappedAfterMidnight_CountsForTheDateOfThePlannedEnd(double tapped, int planned)
    {
        var session = Some.Active(planned, "Pacific/Chatham");

        LocalDateOf(session.Complete(null, null, Some.Operation(tapped))).ShouldBe(new DateOnly(2026, 3, 2));
    }

    /// <summary>D2: from a pause, the work ended when the pause began.</summary>
    [Theory]
    [InlineData(14.9, 60, "2026-03-02")]
    [InlineData(14.9, 14.9, "2026-03-02")]
    [InlineData(15.1, 60, "2026-03-03")]
    public void Completion_FromAPause_CountsForTheDateOfItsStart(double paused, double tapped, string date) =>
        LocalDateOf(Some.Active(timeZone: "Pacific/Chatham").Pause(paused).Complete(null, null, Some.Operation(tapped)))
            .ShouldBe(DateOnly.Parse(date, null));

    /// <summary>D2: a resume after midnight counts from the first time on the clock after it, not by itself.</summary>
    [Theory]
    [InlineData(20, "2026-03-02")]
    [InlineData(20.02, "2026-03-03")]
    [InlineData(90, "2026-03-03")]
    public void Completion_ResumedAfterMidnight_CountsForTheDateOfTheWork(double tapped, string date) =>
        LocalDateOf(Some.Active(timeZone: "Pacific/Chatham").Pause(10).Resume(20).Complete(null, null, Some.Operation(tapped)))
            .ShouldBe(DateOnly.Parse(date, null));

    /// <summary>D2: pauses move the planned end, here over midnight; the tap at minute 50 does not.</summary>
    [Theory]
    [InlineData(4, "2026-03-02")]
    [InlineData(6, "2026-03-03")]
    public void Completion_AfterAPlannedEndThatPausesMoved_CountsForItsDate(double pause, string date) =>
        LocalDateOf(Some.Active(10, "Pacific/Chatham").Pause(2).Resume(2 + pause).Complete(null, null, Some.Operation(30)))
            .ShouldBe(DateOnly.Parse(date, null));

    /// <summary>D2: an end by the system counts for the same date as one by the user.</summary>
    [Theory]
    [InlineData(90)]
    [InlineData(3 * 24 * 60)]
    public void Expiry_OfASessionLeftOpenOverMidnight_CountsForTheDateOfThePlannedEnd(double minutes) =>
        LocalDateOf(Some.Active(10, "Pacific/Chatham").SettleOverdue(Some.Operation(minutes))).ShouldBe(new DateOnly(2026, 3, 2));

    /// <summary>D2, D3: a session that was paused before midnight and forgotten counts for the date of its pause.</summary>
    [Fact]
    public void Expiry_OfASessionPausedBeforeMidnight_CountsForTheDateOfThePause() =>
        LocalDateOf(Some.Active(timeZone: "Pacific/Chatham").Pause(10).SettleOverdue(Some.Operation((24 * 60) + 10)))
            .ShouldBe(new DateOnly(2026, 3, 2));

    /// <summary>D2, D3: a pause tapped after midnight and after the bell counts for the date of the bell.</summary>
    [Fact]
    public void Pause_AfterTheBellAndMidnight_CountsForTheDateOfThePlannedEnd() =>
        LocalDateOf(Some.Active(10, "Pacific/Chatham").Pause(Some.Operation(20))).ShouldBe(new DateOnly(2026, 3, 2));

    private static DateOnly LocalDateOf(Decision<FocusSession> change) => change.Events.OfType<SessionCompleted>().Single().LocalDate;
}
