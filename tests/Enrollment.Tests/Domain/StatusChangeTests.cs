using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;
using static FocusSuite.Enrollment.Domain.EnrollmentStatus;

namespace FocusSuite.Enrollment.Tests.Domain;

public class StatusChangeTests
{
    private static readonly Dictionary<string, Func<ProgramEnrollment, OperationContext, Decision<ProgramEnrollment>>> Changes = new()
    {
        ["started"] = (enrollment, operation) => enrollment.Start(hasPro: true, operation),
        ["paused"] = (enrollment, operation) => enrollment.Pause(operation),
        ["resumed"] = (enrollment, operation) => enrollment.Resume(hasPro: true, operation),
        ["abandoned"] = (enrollment, operation) => enrollment.Abandon(operation),
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

        decision.State!.Status.ShouldBe(to);
        var changed = decision.Events.OfType<EnrollmentStatusChanged>().ShouldHaveSingleItem();
        (changed.From, changed.To, changed.EnrollmentId, changed.UserId).ShouldBe((from.Word(), to.Word(), 123, 7));
        decision.Events.ShouldAllBe(happened =>
            happened.OccurredAt == Some.Now && happened.CorrelationId == Some.Operation.CorrelationId
                && happened.CausationId == Some.Operation.CausationId);
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
        var enrollment = Some.Enrollment(from);

        var decision = Changes[change](enrollment, Some.Operation with { RequestKey = "key" });

        decision.Refusal.ShouldBe(Refusal.InvalidProgramStatus(text));
        decision.State.ShouldBeSameAs(enrollment);
        decision.Events.ShouldBeEmpty();
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

        decision.Events.OfType<EnrollmentEnded>().Select(ended => (ended.EnrollmentId, ended.UserId, ended.EndedAt))
            .ShouldBe(ends ? [(123, 7, Some.Now)] : []);
    }

    [Fact]
    public void Start_TheFirstTime_StampsTheTimeAndSaysSo()
    {
        var decision = Some.Enrollment(NotStarted).Start(hasPro: true, Some.Operation);

        decision.State!.StartedAt.ShouldBe(Some.Now);
        var started = decision.Events.OfType<ProgramStarted>().ShouldHaveSingleItem();
        (started.StartedAt, started.ProgramId).ShouldBe((Some.Now, 1));
    }

    /// <summary>D4, S16: what takes Pro goes on with Pro only; where it is not known whether it does, too.</summary>
    [Theory]
    [InlineData("start", NotStarted, true, false, true)]
    [InlineData("start", NotStarted, null, false, true)]
    [InlineData("start", NotStarted, false, false, false)]
    [InlineData("start", NotStarted, true, true, false)]
    [InlineData("start", Paused, true, false, true)]
    [InlineData("resume", Paused, true, false, true)]
    [InlineData("resume", Paused, null, false, true)]
    [InlineData("resume", Paused, false, false, false)]
    [InlineData("resume", Paused, null, true, false)]
    public void GoingOn_WithAProgram_TakesProWhereTheProgramDoes(
        string door, EnrollmentStatus from, bool? proOnly, bool hasPro, bool refused)
    {
        var enrollment = Some.Enrollment(from) with { IsProOnly = proOnly };

        var decision = door == "start" ? enrollment.Start(hasPro, Some.Operation) : enrollment.Resume(hasPro, Some.Operation);

        decision.Refusal.ShouldBe(refused ? Refusal.ProRequired : null);
        decision.State!.Status.ShouldBe(refused ? from : InProgress);
    }

    [Fact]
    public void GoingOn_WhereTheStatusForbidsItAnyhow_IsRefusedForThat() =>
        (Some.Enrollment(Completed) with { IsProOnly = true }).Start(hasPro: false, Some.Operation)
            .Refusal!.Code.ShouldBe("INVALID_PROGRAM_STATUS");

    [Fact]
    public void Start_OfAPausedProgram_KeepsTheTimeAndIsNoSecondStart()
    {
        var paused = Some.Enrollment(Paused);
        var decision = paused.Start(hasPro: true, Some.Operation);

        decision.State!.StartedAt.ShouldBe(paused.StartedAt);
        decision.Events.OfType<ProgramStarted>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("k", "k", 23, true)]
    [InlineData("k", "k", 25, false)]
    [InlineData("k", "other", 1, false)]
    [InlineData("k", null, 1, false)]
    [InlineData(null, null, 1, false)]
    public void RequestKey_OfTheEnroll_TellsARepeatForADay(string? saved, string? asked, int hoursLater, bool repeat)
    {
        var enrollment = Some.Enrollment() with { RequestKey = saved, EnrolledAt = Some.Now };
        enrollment.WasMadeBy(new OperationContext(Guid.NewGuid(), Some.Now.AddHours(hoursLater), asked)).ShouldBe(repeat);
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
        Enum.GetValues<EnrollmentStatus>().Select(status => status.Word())
            .ShouldBe(["not_started", "in_progress", "paused", "completed", "abandoned"]);
        StatusWords.Parse("in_progress").ShouldBe(InProgress);
        Enum.GetValues<EnrollmentStatus>().Select(status => status.ToMessage().ToString()).ShouldBe(Enum.GetNames<EnrollmentStatus>());
    }
}
