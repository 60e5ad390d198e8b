using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;
using static FocusSuite.Enrollment.Domain.EnrollmentStatus;

namespace FocusSuite.Enrollment.Tests.Domain;

public class AdvanceTests
{
    [Theory]
    [InlineData(new[] { 1 }, 2)]
    [InlineData(new[] { 2 }, 1)]
    [InlineData(new[] { 1, 2, 3 }, 4)]
    [InlineData(new[] { 3, 1 }, 2)]
    [InlineData(new[] { 1, 2, 4, 5 }, 3)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 }, 7)]
    [InlineData(new[] { 7, 6, 5, 4, 3, 2 }, 1)]
    public void Advance_ByDays_MovesToTheFirstOpenOne(int[] days, int currentDay)
    {
        var enrollment = days.Aggregate(Some.Enrollment(totalDays: 7), (state, day) => By(day, state).State!);

        enrollment.CurrentDay.ShouldBe(currentDay);
        enrollment.CompletedDays.ShouldBe(days.Order());
        enrollment.Status.ShouldBe(InProgress);
        enrollment.CompletedAt.ShouldBeNull();
    }

    [Fact]
    public void Advance_ByADay_SaysSoOnceWithAllDaysAndTheCause()
    {
        var decision = By(3, By(1, Some.Enrollment()).State!);

        var advanced = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ProgramAdvanced>();
        (
            advanced.EnrollmentId,
            advanced.ProgramId,
            advanced.UserId,
            advanced.TotalDays,
            advanced.CompletedDay,
            advanced.CurrentDay,
            advanced.ProgramCompleted)
            .ShouldBe((123, 1, 7, 14, 3, 2, false));
        advanced.CompletedDays.ShouldBe([1, 3]);
        (advanced.CorrelationId, advanced.CausationId, advanced.OccurredAt)
            .ShouldBe((Some.Operation.CorrelationId, Some.Operation.CausationId, Some.Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Advance_ByADayThatIsKnown_ChangesNothingAndSaysNothing(int day)
    {
        var state = By(3, By(1, Some.Enrollment()).State!).State!;
        var repeat = By(day, state);

        repeat.State.ShouldBeSameAs(state);
        repeat.Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(15)]
    public void Advance_ByADayThatTheProgramHasNot_ChangesNothing(int day) => By(day, Some.Enrollment()).Events.ShouldBeEmpty();

    [Theory]
    [InlineData(InProgress)]
    [InlineData(Paused)]
    [InlineData(NotStarted)]
    public void Advance_ByTheLastOpenDay_CompletesTheProgram(EnrollmentStatus status)
    {
        var state = By(2, By(3, Some.Enrollment(status, totalDays: 3)).State!).State!;
        state.Status.ShouldBe(status);

        var decision = By(1, state, Some.Now.AddMinutes(5));

        (decision.State!.Status, decision.State!.CurrentDay, decision.State!.CompletedAt).ShouldBe((Completed, 3, Some.Now.AddMinutes(5)));
        decision.Events.Select(happened => happened.GetType())
            .ShouldBe([typeof(ProgramAdvanced), typeof(ProgramCompleted), typeof(EnrollmentStatusChanged)]);
        ((ProgramAdvanced)decision.Events[0]).ProgramCompleted.ShouldBeTrue();
        ((ProgramAdvanced)decision.Events[0]).CurrentDay.ShouldBe(3);
        ((ProgramCompleted)decision.Events[1]).CompletedAt.ShouldBe(Some.Now.AddMinutes(5));
        (((EnrollmentStatusChanged)decision.Events[2]).From, ((EnrollmentStatusChanged)decision.Events[2]).To)
            .ShouldBe((status.Word(), "completed"));
    }

    [Fact]
    public void Advance_OfAPausedProgram_TakesNoteAndStaysPaused()
    {
        var decision = By(1, Some.Enrollment(Paused));

        (decision.State!.Status, decision.State!.CurrentDay).ShouldBe((Paused, 2));
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ProgramAdvanced>();
    }

    [Fact]
    public void Advance_OfAnAbandonedProgram_TakesNoteAndStaysAbandonedWhileADayIsMissing()
    {
        var decision = By(1, Some.Enrollment(Abandoned, totalDays: 2) with { ChangedAt = Some.Now });

        (decision.State!.Status, decision.State!.CurrentDay, decision.State!.CompletedDays.Length).ShouldBe((Abandoned, 2, 1));
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ProgramAdvanced>().ProgramCompleted.ShouldBeFalse();
    }

    /// <summary>S6: that its last day was complete, enrollment learned after its user had given it up.</summary>
    [Fact]
    public void Advance_OfAnAbandonedProgramByItsLastDay_CompletesIt()
    {
        var decision = By(
            2, By(1, Some.Enrollment(Abandoned, totalDays: 2) with { ChangedAt = Some.Now.AddMinutes(5) }).State!, Some.Now.AddMinutes(5));

        (decision.State!.Status, decision.State!.CompletedAt, decision.State!.AbandonedAt)
            .ShouldBe((Completed, Some.Now.AddMinutes(5), null));
        decision.State!.CompletedDays.ShouldBe([1, 2]);
        decision.Events.Select(happened => happened.GetType())
            .ShouldBe([typeof(ProgramAdvanced), typeof(ProgramCompleted), typeof(EnrollmentStatusChanged)]);
        ((ProgramAdvanced)decision.Events[0]).ProgramCompleted.ShouldBeTrue();
        (((EnrollmentStatusChanged)decision.Events[2]).From, ((EnrollmentStatusChanged)decision.Events[2]).To)
            .ShouldBe(("abandoned", "completed"));
    }

    /// <summary>What was done after the program was given up counts for no day; whoever waits for it is told at once.</summary>
    [Fact]
    public void Advance_OfAnAbandonedProgramByADayThatWasCompletedLater_CountsNothingAndTellsWhoWaits()
    {
        var abandoned = Some.Enrollment(Abandoned, totalDays: 2) with { ChangedAt = Some.Now };

        var decision = By(1, abandoned, Some.Now.AddMilliseconds(1));

        decision.State.ShouldBeSameAs(abandoned);
        var word = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ProgressUpdated>();
        (word.EnrollmentId, word.UserId, word.Settled, word.CorrelationId, word.CausationId)
            .ShouldBe((123, 7, true, Some.Operation.CorrelationId, Some.Operation.CausationId));
    }

    [Fact]
    public void Advance_OfACompletedProgram_ChangesNothing()
    {
        var over = Some.Enrollment(Completed);
        var decision = By(1, over);

        decision.State!.ShouldBeSameAs(over);
        decision.Events.ShouldBeEmpty();
    }

    private static Decision<ProgramEnrollment> By(int day, ProgramEnrollment enrollment, DateTimeOffset? at = null) =>
        enrollment.Advance(day, at ?? Some.Now, Some.Operation);
}
