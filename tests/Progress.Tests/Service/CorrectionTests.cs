using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Sessions that were corrected or removed: day and totals follow, and who waits is told.</summary>
public class CorrectionTests(ProgressFixture fixture)
{
    [Fact]
    public async Task Correction_OfACreditedSession_IsFollowedByDayAndTotals()
    {
        var me = fixture.Enroll();
        var session = me.Session("s", 1200);
        await me.DeliverAsync(session);
        var correction = me.Correction(session, 600);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => me.DeliverAsync(correction)));

        await ShouldHaveAsync(me, minutes: 10, sessions: 1, streak: 1);
        fixture.Relay.Events<ProgressUpdated>().Where(word => word.CorrelationId == correction.CorrelationId)
            .ShouldAllBe(word => word.Settled && word.CausationId == correction.Id && word.EnrollmentId == me.Id);
    }

    [Fact]
    public async Task Removal_OfTheOnlySession_TakesItsDateBack()
    {
        var me = fixture.Enroll();
        var session = me.Session("s", 1200);
        await me.DeliverAsync(session);

        await me.DeliverAsync(me.Correction(session, 0));
        await me.DeliverAsync(session);

        await ShouldHaveAsync(me, minutes: 0, sessions: 0, streak: 0);
        (await me.OverviewAsync()).Totals.LongestStreak.ShouldBe(1, "it never falls");
    }

    [Fact]
    public async Task Corrections_BeforeTheirSessionAndInTheWrongOrder_EndWithTheNewest()
    {
        var me = fixture.Enroll();
        var session = me.Session("s", 1200);

        await me.DeliverAsync(me.Correction(session, 300, revision: 2));
        await me.DeliverAsync(me.Correction(session, 900, revision: 1));
        await me.DeliverAsync(session);

        await ShouldHaveAsync(me, minutes: 5, sessions: 1, streak: 1);
    }

    [Fact]
    public async Task Correction_ThatGivesTheDaysTimeBack_IsSettledByTheEnrollment()
    {
        var me = fixture.Enroll();
        for (var task = 0; task < 3; task++)
        {
            await me.MarkAsync(task);
        }

        await me.ReflectAsync();
        var session = me.Session("s", 1500);
        await me.DeliverAsync(me.Correction(session, 60, revision: 1));
        var last = me.Correction(session, 1500, revision: 2);

        await me.DeliverAsync(last);

        fixture.Relay.Events<DayEvaluated>().Count(day => day.EnrollmentId == me.Id).ShouldBe(1);
        fixture.Relay.Events<ProgressUpdated>().Single(word => word.CausationId == last.Id).Settled
            .ShouldBeFalse("the enrollment's word follows");
    }

    /// <summary>Five days' sessions and their removals at once: every date that is left is one of a session that is left.</summary>
    [Fact]
    public async Task Corrections_OfSeveralDaysAtOnce_LeaveExactlyWhatIsLeft()
    {
        var me = fixture.Enroll();
        var today = DateOnly.FromDateTime(ProgressFixture.Now.Date);
        var sessions = Enumerable.Range(1, 5).Select(day => me.Session($"s{day}", 600, day, today.AddDays(1 - day))).ToArray();
        foreach (var session in sessions)
        {
            await me.DeliverAsync(session with { EndedAt = session.EndedAt.AddDays(1 - session.DayNumber) });
        }

        await Task.WhenAll(sessions.Skip(2).Select(session => me.DeliverAsync(
            me.Correction(session with { EndedAt = session.EndedAt.AddDays(1 - session.DayNumber) }, 0))));

        await ShouldHaveAsync(me, minutes: 20, sessions: 2, streak: 2);
    }

    private static async Task ShouldHaveAsync(TestUser me, int minutes, int sessions, int streak)
    {
        var totals = (await me.OverviewAsync()).Totals;
        (totals.TotalFocusMinutes, totals.TotalSessions, totals.CurrentStreak).ShouldBe(((long)minutes, sessions, streak));
    }
}
