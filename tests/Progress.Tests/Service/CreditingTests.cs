using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Crediting;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
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
        await me.HandleAsync<SessionCompletedHandler>(handler => handler.CreditAsync(session, default));
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
        await me.HandleAsync<SessionCompletedHandler>(handler => handler.CreditAsync(first, default));
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
        await Poll.UntilAsync(() => Settled(me, session).Count == 2);
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
        await me.HandleAsync<SessionCompletedHandler>(handler => handler.CreditAsync(session, default));

        await me.DeliverAsync(session);

        Settled(me, session).ShouldBe([false]);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
        hold.SetResult();
        await Poll.UntilAsync(() => Settled(me, session).Count == 2);
    }

    [Fact]
    public async Task Advance_OvertakingTheSecondStep_ShowsTheSessionBeforeItSaysSettled()
    {
        var me = await ReadyAsync();
        var session = me.Session("s");
        await me.HandleAsync<SessionCompletedHandler>(handler => handler.CreditAsync(session, default));

        await Poll.UntilAsync(() => Settled(me, session).Contains(true));

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
        var session = me.Session("s");
        me.Enrollment.Status = status;
        me.Enrollment.AbandonedAt = secondsFromItsEndToThat is { } seconds ? session.EndedAt.AddSeconds(seconds).ToTimestamp() : null;

        await me.DeliverAsync(session);

        // The time was spent either way.
        var day = (await me.DayAsync()).UserProgress;
        (day.FocusMinutes, day.IsCompleted).ShouldBe((25, completes));
        (await me.WeekAsync(1)).DaysCompleted.ShouldBe(completes ? 1 : 0);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(completes ? 1 : 0);
        fixture.Relay.Events<ProgressUpdated>().First(word => word.EnrollmentId == me.Id).Settled.ShouldBe(!completes);
    }

    [Fact]
    public async Task Session_OfAProgramThatNobodyKnows_FailsAndWritesNothing()
    {
        var me = fixture.Enroll();

        await Should.ThrowAsync<InvalidOperationException>(() => me.DeliverAsync(me.Session("s", program: 404)));

        (await fixture.CountDaysAsync(me.Id)).ShouldBe(0);
    }

    private async Task<Person> ReadyAsync()
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0);
        await me.MarkAsync(1);
        await me.MarkAsync(2);
        await me.ReflectAsync();
        return me;
    }

    private List<bool> Settled(Person person, SessionCompleted session) => fixture.Relay.Events<ProgressUpdated>()
        .Where(word => word.EnrollmentId == person.Id && word.CorrelationId == session.CorrelationId).Select(word => word.Settled).ToList();
}
