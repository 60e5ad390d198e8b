using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Waiting;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Progress.Tests.Service;

public class CreditingTests(ProgressFixture fixture)
{
    [Fact]
    public async Task Session_DeliveredTenTimes_IsCreditedOnce()
    {
        var me = fixture.Enroll();
        var session = me.Session("s", 90);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => me.DeliverAsync(session)));

        var totals = (await me.OverviewAsync()).Totals;
        (totals.TotalFocusMinutes, totals.TotalSessions, totals.CurrentStreak, totals.LongestStreak).ShouldBe((1L, 1, 1, 1));
        (await me.DayAsync()).UserProgress.FocusMinutes.ShouldBe(1);
        fixture.Relay.Events<ProgressUpdated>().Where(word => word.EnrollmentId == me.Id)
            .ShouldAllBe(word => word.Settled && word.CorrelationId == session.CorrelationId && word.CausationId == session.Id);
    }

    [Fact]
    public async Task Session_CrashBetweenTheSteps_IsMadeGoodByTheRedelivery()
    {
        var me = fixture.Enroll();
        var session = me.Session("s");
        await me.CreditOnlyAsync(session);
        (await me.OverviewAsync()).Totals.TotalSessions.ShouldBe(0);
        (await fixture.CountAsync<ProgressUpdated>(me.Id)).ShouldBe(0);

        await me.DeliverAsync(session);

        (await me.OverviewAsync()).Totals.TotalSessions.ShouldBe(1);
        (await fixture.CountAsync<ProgressUpdated>(me.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task Session_TakenInByAnothersSecondStep_IsStillSaid()
    {
        var me = fixture.Enroll();
        var (first, second) = (me.Session("a"), me.Session("b"));
        await me.CreditOnlyAsync(first);
        await me.DeliverAsync(second);

        await me.DeliverAsync(first);

        (await me.OverviewAsync()).Totals.TotalSessions.ShouldBe(2);
        Settled(me, first).ShouldBe([true]);
    }

    [Fact]
    public async Task Session_ThatCompletesTheDay_SettlesOnlyWithTheAdvance()
    {
        var me = await ReadyAsync();
        var session = me.Session("s");

        await me.DeliverAsync(session);
        await Eventually.UntilAsync(() => Settled(me, session).Count == 2);
        await me.DeliverAsync(session);

        // Its own word, the enrollment's, and that of the repeat, which still knows that it was the one.
        Settled(me, session).Order().ShouldBe([false, false, true]);
    }

    [Fact]
    public async Task Session_CompletedTheDayThenCrashed_KnowsItOnRedelivery()
    {
        var me = await ReadyAsync();
        var hold = new TaskCompletionSource();
        fixture.Relay.HoldAdvance[me.Id] = hold.Task;
        var session = me.Session("s");
        await me.CreditOnlyAsync(session);

        await me.DeliverAsync(session);

        Settled(me, session).ShouldBe([false]);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
        hold.SetResult();
        await Eventually.UntilAsync(() => Settled(me, session).Count == 2);
    }

    [Fact]
    public async Task Advance_OvertakingTheSecondStep_ShowsTheSessionBeforeItSaysSettled()
    {
        var me = await ReadyAsync();
        var session = me.Session("s");
        await me.CreditOnlyAsync(session);

        await Eventually.UntilAsync(() => Settled(me, session).Contains(true));

        var totals = (await me.OverviewAsync()).Totals;
        (totals.DaysCompleted, totals.TotalFocusMinutes, totals.TotalSessions, totals.CurrentStreak).ShouldBe((1, 25L, 1, 1));
    }

    [Theory]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(EnrollmentStatus.Abandoned)]
    [InlineData(EnrollmentStatus.Completed)]
    public async Task Session_OfAnEnrollmentThatMovedOn_IsCreditedAllTheSame(EnrollmentStatus status)
    {
        var me = fixture.Enroll(status: status);

        await me.DeliverAsync(me.Session("s", 60));

        (await me.DayAsync()).UserProgress.FocusMinutes.ShouldBe(1);
    }

    [Theory]
    [InlineData(EnrollmentStatus.InProgress, null, true)]
    [InlineData(EnrollmentStatus.Paused, null, true)]
    [InlineData(EnrollmentStatus.Abandoned, null, false)]
    [InlineData(EnrollmentStatus.Abandoned, -1, false)]
    [InlineData(EnrollmentStatus.Abandoned, 0, true)]
    [InlineData(EnrollmentStatus.Abandoned, 1, true)]
    public async Task Session_ThatWouldCompleteTheDay_CompletesItUnlessTheEnrollmentWasGivenUpBeforeItEnded(
        EnrollmentStatus status, int? secondsFromItsEndToThat, bool completes)
    {
        var me = await ReadyAsync();
        var session = me.Session("s") with { EndedAt = ProgressFixture.Now.AddMinutes(25) };
        me.Enrollment.Status = status;
        me.Enrollment.AbandonedAt = secondsFromItsEndToThat is { } seconds ? session.EndedAt.AddSeconds(seconds).ToTimestamp() : null;

        await me.DeliverAsync(session);
        await Eventually.UntilAsync(() => Settled(me, session).Contains(true));

        // The time was spent either way.
        var day = (await me.DayAsync()).UserProgress;
        (day.FocusMinutes, day.IsCompleted).ShouldBe((25, completes));
        (await me.WeekAsync(1)).DaysCompleted.ShouldBe(completes ? 1 : 0);

        // Whether the day counts, enrollment has decided: it was told once, and who waits hears the last word from there.
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
        fixture.Relay.Events<ProgressUpdated>().Single(word => word.CausationId == session.Id).Settled.ShouldBeFalse();
    }

    /// <summary>D7: somebody who starts and completes at once has focused on no date, and it is a session all the same.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public async Task Session_OfLessThanAMinute_MakesNoStreakDay(int seconds, int streak)
    {
        var me = fixture.Enroll();

        await me.DeliverAsync(me.Session("s", seconds));

        var totals = (await me.OverviewAsync()).Totals;
        (totals.CurrentStreak, totals.LongestStreak, totals.TotalSessions, totals.TotalFocusMinutes)
            .ShouldBe((streak, streak, 1, seconds / 60));
        (await me.WeekAsync(1)).CurrentStreak.ShouldBe(streak);
    }

    /// <summary>D7: it neither bridges the gap between two dates nor keeps a streak alive, and its seconds are not lost.</summary>
    [Fact]
    public async Task Session_OfLessThanAMinuteBetweenTwoDates_JoinsNoStreak()
    {
        var me = fixture.Enroll();
        var today = DateOnly.FromDateTime(ProgressFixture.Now.Date);
        await me.DeliverAsync(me.Session("a", date: today.AddDays(-4)));
        await me.DeliverAsync(me.Session("b", 59, date: today.AddDays(-3)));
        await me.DeliverAsync(me.Session("c", date: today.AddDays(-2)));
        await me.DeliverAsync(me.Session("d", 59, date: today));

        var totals = (await me.OverviewAsync()).Totals;

        (totals.CurrentStreak, totals.LongestStreak, totals.TotalSessions, totals.TotalFocusMinutes).ShouldBe((0, 1, 4, 51));
    }

    /// <summary>D2: what was done in a day was done when the work ended, not when somebody tapped.</summary>
    [Fact]
    public async Task Session_TappedLate_CompletesTheDayWithTheEndOfItsWork()
    {
        var me = await ReadyAsync();
        var worked = ProgressFixture.Now.AddMinutes(20);

        var session = me.Session("s") with { EndedAt = worked.AddMinutes(27), CreditedUntil = worked };
        await me.DeliverAsync(session);
        await Eventually.UntilAsync(() => Settled(me, session).Contains(true));

        (await me.DayAsync()).UserProgress.CompletedAt.ToDateTimeOffset().ShouldBe(worked);
        fixture.Relay.Events<DayEvaluated>().Single(word => word.EnrollmentId == me.Id).CompletedAt.ShouldBe(worked);
    }

    /// <summary>D2: work before the enrollment was given up counts, however late the tap.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Session_TappedAfterTheEnrollmentWasGivenUp_CountsByTheEndOfItsWork(int secondsFromThatToItsEnd, bool completes)
    {
        var me = await ReadyAsync();
        var gaveUp = ProgressFixture.Now.AddMinutes(10);
        (me.Enrollment.Status, me.Enrollment.AbandonedAt) = (EnrollmentStatus.Abandoned, gaveUp.ToTimestamp());

        var session = me.Session("s") with { CreditedUntil = gaveUp.AddSeconds(secondsFromThatToItsEnd) };
        await me.DeliverAsync(session);
        await Eventually.UntilAsync(() => Settled(me, session).Contains(true));

        var day = (await me.DayAsync()).UserProgress;
        (day.FocusMinutes, day.IsCompleted).ShouldBe((25, completes));
    }

    /// <summary>D10: an export tells the length of the program from the first thing that is counted on.</summary>
    [Fact]
    public async Task Session_TheFirst_NotesTheLengthOfTheProgram()
    {
        var (me, gone) = (fixture.Enroll(), fixture.Enroll());
        fixture.Peers.Known.TryRemove(gone.Id, out _);

        await me.DeliverAsync(me.Session("s"));
        await gone.DeliverAsync(gone.Session("s"));

        (await LengthAsync(me)).ShouldBe("14");
        (await LengthAsync(gone)).ShouldBe("0", "nobody knows it any more, and the time was spent all the same");
    }

    /// <summary>D10: totals that a version before began without it get it with the next session.</summary>
    [Fact]
    public async Task Session_OfTotalsWithoutTheLengthOfTheProgram_NotesIt()
    {
        var me = fixture.Enroll();
        await me.DeliverAsync(me.Session("a"));
        await fixture.Database.ExecuteAsync(
            $$"""UPDATE enrollment_progress SET data = jsonb_set(data, '{totalDays}', '0') WHERE id = '{{me.Id}}'""");

        await me.DeliverAsync(me.Session("b"));

        (await LengthAsync(me)).ShouldBe("14");
    }

    [Fact]
    public async Task Session_OfAProgramThatNobodyKnows_FailsAndWritesNothing()
    {
        var me = fixture.Enroll(program: 404);

        await Should.ThrowAsync<InvalidOperationException>(() => me.DeliverAsync(me.Session("s", program: 404)));

        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    /// <summary>An event that contradicts enrollment is a fault, and credits nothing to anybody.</summary>
    [Fact]
    public async Task Session_ThatTellsAnotherProgramOrUserThanItsEnrollmentHas_FailsAndWritesNothing()
    {
        var (me, other) = (fixture.Enroll(), fixture.Enroll());

        await Should.ThrowAsync<InvalidOperationException>(() => me.DeliverAsync(me.Session("s", program: 404)));
        await Should.ThrowAsync<InvalidOperationException>(() => me.DeliverAsync(me.Session("s") with { UserId = other.Id }));

        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    private Task<string> LengthAsync(TestUser user) =>
        fixture.Database.ScalarAsync<string>($"SELECT data ->> 'totalDays' FROM enrollment_progress WHERE id = '{user.Id}'");

    private async Task<TestUser> ReadyAsync()
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0);
        await me.MarkAsync(1);
        await me.MarkAsync(2);
        await me.ReflectAsync();
        return me;
    }

    private List<bool> Settled(TestUser user, SessionCompleted session) => fixture.Relay.Events<ProgressUpdated>()
        .Where(word => word.EnrollmentId == user.Id && word.CorrelationId == session.CorrelationId).Select(word => word.Settled).ToList();
}
