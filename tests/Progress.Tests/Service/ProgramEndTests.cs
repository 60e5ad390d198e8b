using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>D6: what is told of a program's last day, for a session may be live in it.</summary>
public class ProgramEndTests(ProgressFixture fixture)
{
    /// <summary>
    /// D6: who waits is told that the last effect is sessions'; and sessions is told by the same write, so that it comes after the totals.
    /// </summary>
    [Fact]
    public async Task Advanced_ByTheLastDay_TellsSessionsAndIsNotSettledYet()
    {
        var me = fixture.Enroll();
        var completedAt = ProgressFixture.Now.AddMinutes(-3);
        var advanced = Some.Advanced(14, [.. Enumerable.Range(1, 14)]) with
        {
            UserId = me.Id,
            EnrollmentId = me.Id,
            ProgramCompleted = true,
            CompletedAt = completedAt,
        };

        await me.DeliverAsync(advanced);

        var updated = fixture.Relay.Events<ProgressUpdated>().Single(word => word.EnrollmentId == me.Id);
        (updated.Settled, updated.CorrelationId, updated.CausationId).ShouldBe((false, advanced.CorrelationId, advanced.Id));
        var ended = fixture.Relay.Events<EnrollmentEnded>().Single(word => word.EnrollmentId == me.Id);
        (ended.EndedAt, ended.UserId, ended.CorrelationId, ended.CausationId)
            .ShouldBe((completedAt, me.Id, advanced.CorrelationId, advanced.Id));
        (await me.OverviewAsync()).Totals.DaysCompleted.ShouldBe(14);
    }

    /// <summary>
    /// D6: the operation that completes the last day by a task ends the session that is live in it, too: its credit is the last effect, and
    /// who waits is told so.
    /// </summary>
    [Fact]
    public async Task Session_EndedByTheOperationThatCompletedItsDay_IsSettled()
    {
        var me = fixture.Enroll();
        await me.CompleteAsync(1);
        var completing = fixture.Relay.Events<DayEvaluated>().Single(evaluated => evaluated.EnrollmentId == me.Id);
        var session = me.Session("live") with { CorrelationId = completing.CorrelationId, CausationId = Guid.CreateVersion7() };

        await me.DeliverAsync(session);
        await me.DeliverAsync(session);

        fixture.Relay.Events<ProgressUpdated>().Where(word => word.CausationId == session.Id).Select(word => word.Settled)
            .ShouldBe([true, true]);
        (await me.DayAsync()).UserProgress.FocusMinutes.ShouldBe(50);
    }

    /// <summary>
    /// D6: a session that ended with its program and completes a day by that has one more effect, also when it is told of again.
    /// </summary>
    [Fact]
    public async Task Session_EndedWithItsProgramThatCompletesItsDay_SettlesOnlyWithTheAdvance()
    {
        var me = fixture.Enroll();
        for (var task = 0; task < 3; task++)
        {
            await me.MarkAsync(task);
        }

        await me.ReflectAsync();
        var session = me.Session("live") with { CausationId = Guid.CreateVersion7() };

        await me.DeliverAsync(session);
        await me.DeliverAsync(session);

        fixture.Relay.Events<ProgressUpdated>().Where(word => word.CausationId == session.Id).Select(word => word.Settled)
            .ShouldBe([false, false]);
    }

    /// <summary>D6: an enrollment of a version of before tells no time of its own.</summary>
    [Fact]
    public async Task Advanced_ByTheLastDayWithoutATime_EndsWhenItWasTold()
    {
        var me = fixture.Enroll();
        var advanced = Some.Advanced(14, [.. Enumerable.Range(1, 14)]) with
        {
            UserId = me.Id,
            EnrollmentId = me.Id,
            ProgramCompleted = true,
        };

        await me.DeliverAsync(advanced);

        fixture.Relay.Events<EnrollmentEnded>().Single(word => word.EnrollmentId == me.Id).EndedAt.ShouldBe(advanced.OccurredAt);
    }

    [Fact]
    public async Task Advanced_ByAnotherDay_EndsNothing()
    {
        var me = fixture.Enroll();

        await me.DeliverAsync(Some.Advanced(1, 1) with { UserId = me.Id, EnrollmentId = me.Id });

        fixture.Relay.Events<EnrollmentEnded>().ShouldNotContain(word => word.EnrollmentId == me.Id);
        fixture.Relay.Events<ProgressUpdated>().Single(word => word.EnrollmentId == me.Id).Settled.ShouldBeTrue();
    }
}
