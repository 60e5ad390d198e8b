using Shouldly;

namespace FocusSuite.Faults.Tests.Linearizability;

public sealed class CheckerTests
{
    private static readonly Checker<uint, TaskCall, int> Tasks = new(TaskRules.Apply);
    private static readonly Checker<TimerState, SessionCall, string> Timer = new(SessionRules.Apply);
    private static readonly Checker<EnrollmentState, EnrollmentCall, string> Enrollment = new(EnrollmentRules.Apply);

    [Fact]
    public void IsLinearizable_AnswersThatOverlapInAnyOrder_FindsTheOrder() => Tasks.IsLinearizable(0, [
        new(new TaskCall(0, true), 2, Began: 0, Ended: 10),
        new(new TaskCall(1, true), 1, Began: 1, Ended: 9),
        new(new TaskCall(1, false), 1, Began: 11, Ended: 12),
    ]).ShouldBeTrue();

    [Fact]
    public void IsLinearizable_AnUpdateThatWasLost_IsSeen() => Tasks.IsLinearizable(0, [
        new(new TaskCall(0, true), 1, Began: 0, Ended: 10),
        new(new TaskCall(1, true), 1, Began: 1, Ended: 9),
        new(new TaskCall(2, true), 2, Began: 11, Ended: 12),
    ]).ShouldBeFalse();

    [Fact]
    public void IsLinearizable_AnAnswerFromBeforeItsCall_IsSeen() => Tasks.IsLinearizable(0, [
        new(new TaskCall(0, true), 2, Began: 0, Ended: 1),
        new(new TaskCall(1, true), 1, Began: 2, Ended: 3),
    ]).ShouldBeFalse();

    [Fact]
    public void IsLinearizable_TwoSessionsWereStarted_IsSeen() => Timer.IsLinearizable(default, [
        new(new SessionCall("start", "a"), SessionRules.Ok, Began: 0, Ended: 10),
        new(new SessionCall("start", "b"), SessionRules.Ok, Began: 1, Ended: 9),
    ]).ShouldBeFalse();

    [Fact]
    public void IsLinearizable_PausedCompletedAndStartedAnewAtOnce_FindsTheOrder() => Timer.IsLinearizable(default, [
        new(new SessionCall("start", "a"), SessionRules.Ok, Began: 0, Ended: 1),
        new(new SessionCall("pause", "a"), "SESSION_ENDED", Began: 2, Ended: 9),
        new(new SessionCall("start", "b"), SessionRules.Ok, Began: 3, Ended: 8),
        new(new SessionCall("complete", "a"), SessionRules.Ok, Began: 4, Ended: 7),
    ]).ShouldBeTrue();

    [Fact]
    public void IsLinearizable_EnrolledTwice_IsSeen() => Enrollment.IsLinearizable(default, [
        new(new EnrollmentCall("enroll", 1), EnrollmentRules.Ok, Began: 0, Ended: 10),
        new(new EnrollmentCall("enroll", 2), EnrollmentRules.Ok, Began: 1, Ended: 9),
    ]).ShouldBeFalse();

    [Fact]
    public void IsLinearizable_GivenUpAndEnrolledAnewAtOnce_FindsTheOrder() =>
        Enrollment.IsLinearizable(new EnrollmentState(1, "in_progress"), [
        new(new EnrollmentCall("enroll", 2), EnrollmentRules.Ok, Began: 0, Ended: 10),
        new(new EnrollmentCall("start", 1), "INVALID_PROGRAM_STATUS", Began: 1, Ended: 9),
        new(new EnrollmentCall("enroll", 1), EnrollmentRules.Is(1), Began: 1, Ended: 9),
        new(new EnrollmentCall("abandon", 1), EnrollmentRules.Ok, Began: 2, Ended: 8),
        new(new EnrollmentCall("start", 2), EnrollmentRules.Ok, Began: 11, Ended: 12),
    ]).ShouldBeTrue();

    [Fact]
    public void IsLinearizable_AThousandOperationsOfEightClients_TakesNoTime()
    {
        var (dice, done, history) = (new Random(1), 0u, new List<HistoryEntry<TaskCall, int>>());
        for (var i = 0; i < 1000; i++)
        {
            // Acts at time 10 i, and is under way for some time around it.
            var call = new TaskCall(dice.Next(3), dice.Next(2) == 0);
            (done, var result) = TaskRules.Apply(done, call);
            history.Add(new(call, result, (10 * i) - dice.Next(40), (10 * i) + dice.Next(40)));
        }

        Tasks.IsLinearizable(0, history).ShouldBeTrue();
        Tasks.IsLinearizable(0, [.. history.SkipLast(1), history[^1] with { Result = 7 }]).ShouldBeFalse();
    }
}
