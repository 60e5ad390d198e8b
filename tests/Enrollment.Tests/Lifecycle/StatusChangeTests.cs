using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Errors;
using Shouldly;
using Xunit;
using static FocusSuite.Protos.Enrollment.V1.EnrollmentStatus;

namespace FocusSuite.Enrollment.Tests.Lifecycle;

public class StatusChangeTests
{
    private static readonly Dictionary<string, Func<ProgramEnrollment, Operation, Decision>> Changes = new()
    {
        ["started"] = StatusChange.Start,
        ["paused"] = StatusChange.Pause,
        ["resumed"] = StatusChange.Resume,
        ["abandoned"] = StatusChange.Abandon,
    };

    [Theory]
    [InlineData("started", NotStarted, InProgress)]
    [InlineData("started", Paused, InProgress)]
    [InlineData("paused", InProgress, Paused)]
    [InlineData("resumed", Paused, InProgress)]
    [InlineData("abandoned", NotStarted, Abandoned)]
    [InlineData("abandoned", InProgress, Abandoned)]
    [InlineData("abandoned", Paused, Abandoned)]
    public void Change_FromAStatusThatAllowsIt_MakesTheNextOneAndSaysSo(string change, EnrollmentStatus from, EnrollmentStatus to)
    {
        var decision = Changes[change](Some.Enrollment(from), Some.Operation);

        decision.State.Status.ShouldBe(to);
        var changed = decision.Events.OfType<EnrollmentStatusChanged>().ShouldHaveSingleItem();
        (changed.From, changed.To, changed.EnrollmentId, changed.UserId).ShouldBe((from.Word(), to.Word(), 123, 7));
        decision.Events.ShouldAllBe(happened =>
            happened.OccurredAt == Some.Now && happened.CorrelationId == Some.Operation.CorrelationId && happened.CausationId == Some.Operation.CausationId);
    }

    [Theory]
    [InlineData("started", InProgress, "This program cannot be started: it is in progress.")]
    [InlineData("started", Completed, "This program cannot be started: it is completed.")]
    [InlineData("started", Abandoned, "This program cannot be started: it is abandoned.")]
    [InlineData("paused", NotStarted, "This program cannot be paused: it is not started.")]
    [InlineData("paused", Paused, "This program cannot be paused: it is paused.")]
    [InlineData("paused", Completed, "This program cannot be paused: it is completed.")]
    [InlineData("paused", Abandoned, "This program cannot be paused: it is abandoned.")]
    [InlineData("resumed", NotStarted, "This program cannot be resumed: it is not started.")]
    [InlineData("resumed", InProgress, "This program cannot be resumed: it is in progress.")]
    [InlineData("resumed", Completed, "This program cannot be resumed: it is completed.")]
    [InlineData("resumed", Abandoned, "This program cannot be resumed: it is abandoned.")]
    [InlineData("abandoned", Completed, "This program cannot be abandoned: it is completed.")]
    [InlineData("abandoned", Abandoned, "This program cannot be abandoned: it is abandoned.")]
    public void Change_FromAnyOtherStatus_IsRefused(string change, EnrollmentStatus from, string text)
    {
        var refusal = Should.Throw<ApiException>(() => Changes[change](Some.Enrollment(from), Some.Operation));
        refusal.Code.ShouldBe(ErrorCodes.InvalidProgramStatus);
        refusal.Message.ShouldBe(text);
    }

    /// <summary>D6: a session that is live in it ends when it is given up; a pause leaves it alone.</summary>
    [Theory]
    [InlineData("abandoned", InProgress, true)]
    [InlineData("abandoned", Paused, true)]
    [InlineData("paused", InProgress, false)]
    [InlineData("resumed", Paused, false)]
    public void Change_ThatEndsTheEnrollment_SaysWhen(string change, EnrollmentStatus from, bool ends)
    {
        var decision = Changes[change](Some.Enrollment(from), Some.Operation);

        decision.Events.OfType<EnrollmentEnded>().Select(ended => (ended.EnrollmentId, ended.UserId, ended.EndedAt)).ShouldBe(ends ? [(123, 7, Some.Now)] : []);
    }

    [Fact]
    public void Start_TheFirstTime_StampsTheTimeAndSaysSo()
    {
        var decision = StatusChange.Start(Some.Enrollment(NotStarted), Some.Operation);

        decision.State.StartedAt.ShouldBe(Some.Now);
        var started = decision.Events.OfType<ProgramStarted>().ShouldHaveSingleItem();
        (started.StartedAt, started.ProgramId).ShouldBe((Some.Now, 1));
    }

    [Fact]
    public void Start_OfOneThatHasATimeAlready_KeepsIt()
    {
        var before = Some.Now.AddDays(-3);

        var decision = StatusChange.Start(Some.Enrollment(NotStarted) with { StartedAt = before }, Some.Operation);

        decision.State.StartedAt.ShouldBe(before);
        decision.Events.OfType<ProgramStarted>().ShouldHaveSingleItem().StartedAt.ShouldBe(before);
    }

    [Fact]
    public void Start_OfAPausedProgram_KeepsTheTimeAndIsNoSecondStart()
    {
        var paused = Some.Enrollment(Paused);
        var decision = StatusChange.Start(paused, Some.Operation);

        decision.State.StartedAt.ShouldBe(paused.StartedAt);
        decision.Events.OfType<ProgramStarted>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("k", "k", 23, true)]
    [InlineData("k", "k", 24, false)]
    [InlineData("k", "other", 1, false)]
    [InlineData("k", null, 1, false)]
    [InlineData(null, null, 1, false)]
    public void RequestKey_OfTheEnroll_TellsARepeatForADay(string? saved, string? asked, int hoursLater, bool repeat)
    {
        var enrollment = Some.Enrollment() with { RequestKey = saved, EnrolledAt = Some.Now };
        enrollment.WasMadeBy(asked, Some.Now.AddHours(hoursLater)).ShouldBe(repeat);
    }

    [Theory]
    [InlineData(Abandoned, true)]
    [InlineData(Paused, false)]
    [InlineData(Completed, false)]
    public void AbandonedAt_OfAnEnrollment_IsWhenItWasGivenUp(EnrollmentStatus status, bool givenUp) =>
        (Some.Enrollment(status) with { ChangedAt = Some.Now }).AbandonedAt.ShouldBe(givenUp ? Some.Now : null);

    [Fact]
    public void Words_OfAllStatuses_AreTheDocumentedOnes()
    {
        Enum.GetValues<EnrollmentStatus>().Where(status => status != EnrollmentStatus.Unspecified).Select(status => status.Word())
            .ShouldBe(["not_started", "in_progress", "paused", "completed", "abandoned"]);
        StatusWords.Parse("in_progress").ShouldBe(InProgress);
    }
}
