using FocusSuite.Messaging.Consuming;
using FocusSuite.Progress.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Streaks by the settings that identity keeps. It is 23:30 in UTC on 10 March.</summary>
public class CalendarTests(ProgressFixture fixture)
{
    private static readonly DateTimeOffset Now = ProgressFixture.Now;

    [Theory]

    // The last of two days before today (the 11th in Tokyo): alive. Two days before: over.
    [InlineData("Asia/Tokyo", 0, "2026-03-10T12:00:00Z", 1)]
    [InlineData("Asia/Tokyo", 0, "2026-03-09T12:00:00Z", 0)]

    // At half past eight in Tokyo it is the 11th also where the day begins at six; at half past five it was not.
    [InlineData("Asia/Tokyo", 6, "2026-03-09T20:30:00Z", 0)]
    [InlineData("Asia/Tokyo", 6, "2026-03-09T21:30:00Z", 1)]
    [InlineData("Asia/Tokyo", 0, "2026-03-09T15:00:00Z", 1)]
    [InlineData("Asia/Tokyo", 0, "2026-03-09T14:59:59Z", 0)]
    [InlineData("Pacific/Pago_Pago", 0, "2026-03-09T11:00:00Z", 1)]
    [InlineData("Pacific/Pago_Pago", 0, "2026-03-09T10:59:59Z", 0)]
    public async Task Streak_OfASessionByTheSettingsInForce_IsAliveOrOver(string zone, int dayStart, string endedAt, int streak)
    {
        var me = fixture.Enroll(timeZone: "Europe/London");
        fixture.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), zone, dayStart)];

        await me.DeliverAsync(me.Session("s") with { EndedAt = DateTimeOffset.Parse(endedAt, null), LocalDate = new DateOnly(2000, 1, 1) });

        (await me.OverviewAsync()).Totals.CurrentStreak.ShouldBe(streak);
        (await me.WeekAsync(1)).CurrentStreak.ShouldBe(streak);
    }

    /// <summary>
    /// D2: the date is that of the end of the credited time, by the settings in force then; events of versions before have only the end.
    /// </summary>
    [Theory]
    [InlineData("2026-03-10T14:40:00Z", "2026-03-10T15:07:00Z", "2026-03-10")]
    [InlineData("2026-03-10T15:00:00Z", "2026-03-10T15:07:00Z", "2026-03-11")]
    [InlineData("2026-03-09T14:40:00Z", "2026-03-10T15:07:00Z", "2026-03-09")]
    [InlineData(null, "2026-03-10T15:07:00Z", "2026-03-11")]
    [InlineData("2026-03-08T11:30:00Z", "2026-03-10T15:07:00Z", "2026-03-08")]
    public async Task Session_TappedAfterMidnight_CountsForTheDateOfItsWork(string? creditedUntil, string endedAt, string date)
    {
        var me = fixture.Enroll();
        fixture.Peers.Calendars[me.Id] =
        [
            Settings(Now.AddYears(-1), "UTC", 0),
            Settings(new(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), "Asia/Tokyo", 0),
        ];

        await me.DeliverAsync(me.Session("s") with
        {
            CreditedUntil = creditedUntil is null ? null : DateTimeOffset.Parse(creditedUntil, null),
            EndedAt = DateTimeOffset.Parse(endedAt, null),
            LocalDate = new DateOnly(2000, 1, 1),
        });

        (await fixture.Database.ScalarAsync<string>($"SELECT data -> 'dates' -> 0 ->> 'last' FROM enrollment_progress WHERE id = '{me.Id}'")).ShouldBe(date);
    }

    /// <summary>
    /// D1: whatever case a zone's name was stored in, the date is the same as identity shows it, and an unknown one counts as UTC.
    /// </summary>
    [Theory]
    [InlineData("Pacific/Apia", "2026-03-11")]
    [InlineData("pacific/apia", "2026-03-11")]
    [InlineData("PACIFIC/APIA", "2026-03-11")]
    [InlineData("Samoa Standard Time", "2026-03-10")]
    [InlineData("Mars/Olympus", "2026-03-10")]
    public async Task Session_OfAZoneInAnotherSpelling_CountsThere(string zone, string date)
    {
        var me = fixture.Enroll();
        fixture.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), zone, 0)];

        await me.DeliverAsync(me.Session("s") with { EndedAt = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero) });

        (await fixture.Database.ScalarAsync<string>($"SELECT data -> 'dates' -> 0 ->> 'last' FROM enrollment_progress WHERE id = '{me.Id}'")).ShouldBe(date);
    }

    [Fact]
    public async Task Settings_ChangedLater_RewriteNoDay()
    {
        var me = fixture.Enroll();
        fixture.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), "UTC", 0)];
        await me.DeliverAsync(me.Session("a") with { EndedAt = Now.AddDays(-2) });
        await me.DeliverAsync(me.Session("b") with { EndedAt = Now.AddDays(-1) });

        // In Tokyo both sessions would have been a date later, and the change comes right after the second of them.
        fixture.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), "UTC", 0), Settings(Now.AddDays(-1).AddMinutes(1), "Asia/Tokyo", 0)];

        // Late, so that it is credited after the change although it ended before.
        await me.DeliverAsync(me.Session("c") with { EndedAt = Now.AddDays(-3) });
        (await me.OverviewAsync()).Totals.LongestStreak.ShouldBe(3);

        // It is the 11th in Tokyo, and the last session was on the 9th: over, unless the 10th has one too.
        (await me.OverviewAsync()).Totals.CurrentStreak.ShouldBe(0);
        await me.DeliverAsync(me.Session("d") with { EndedAt = Now.AddHours(-9) });
        (await me.OverviewAsync()).Totals.CurrentStreak.ShouldBe(4);
        (await fixture.Database.ScalarAsync<string>($"SELECT data ->> 'dates' FROM enrollment_progress WHERE id = '{me.Id}'"))
            .ShouldBe("""[{"last": "2026-03-10", "first": "2026-03-07"}]""");
    }

    [Fact]
    public async Task Streak_OverADateThatTheMoveSwallowed_GoesOn()
    {
        var me = fixture.Enroll();

        // In the last hour of the 8th in Pago Pago (11:00 UTC on the 9th is midnight there) to where it is two hours into the 10th.
        var move = new DateTimeOffset(2026, 3, 9, 10, 30, 0, TimeSpan.Zero);
        fixture.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), "Pacific/Pago_Pago", 0), Settings(move, "Pacific/Kiritimati", 0)];

        await me.DeliverAsync(me.Session("before") with { EndedAt = move.AddHours(-1) });
        await me.DeliverAsync(me.Session("after") with { EndedAt = move.AddHours(14) });

        (await me.OverviewAsync()).Totals.LongestStreak.ShouldBe(2);
    }

    [Fact]
    public async Task Session_WhileIdentityIsAway_WaitsAndIsCreditedByItsSettings()
    {
        await using var installation = await Installation.StartAsync(ProgressFixture.Nowhere);
        var me = installation.Enroll();
        installation.Peers.Calendars[me.Id] = [Settings(Now.AddYears(-1), "Asia/Tokyo", 0)];
        installation.Peers.IdentityIsAway = true;
        var session = me.Session("s") with { EndedAt = Now };

        await using var scope = installation.Host.Services.CreateAsyncScope();
        var failed = await Should.ThrowAsync<Exception>(
            () => scope.ServiceProvider.GetRequiredService<SessionCompletedHandler>().HandleAsync(session, default));
        TransientFaults.Is(failed).ShouldBeTrue();
        (await me.OverviewAsync()).Totals.TotalSessions.ShouldBe(0);

        installation.Peers.IdentityIsAway = false;
        await me.DeliverAsync(session);
        (await installation.Database.ScalarAsync<string>($"SELECT data -> 'dates' -> 0 ->> 'last' FROM enrollment_progress WHERE id = "
            + $"'{me.Id}'"))
            .ShouldBe("2026-03-11");
    }

    private static CalendarSettings Settings(DateTimeOffset from, string zone, int dayStart) =>
        new() { EffectiveFrom = from.ToTimestamp(), TimeZone = zone, DayStartHour = dayStart };
}
