using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class CorrectTests
{
    private const double Week = 7 * 24 * 60;

    private static readonly SessionCorrection TenMinutes = new(600, null, null);

    // Twenty minutes on the clock, of 25 planned ones.
    private static FocusSession Completed { get; } = Some.Active().Complete(3, "Notes", Some.Operation(20)).State!;

    [Fact]
    public void Correct_OfItsMinutes_TellsWhatCountsNow()
    {
        var operation = Some.Operation(90);

        var decision = Completed.Correct(TenMinutes, operation);

        var session = decision.State!;
        (session.Status, session.ActualSeconds, session.CreditedSeconds, session.EndedAt)
            .ShouldBe((SessionStatus.Completed, 1200, 600, Some.At(20)));
        (session.ProductivityRating, session.Notes).ShouldBe((3, "Notes"));
        var corrected = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCorrected>();
        corrected.ShouldBe(new SessionCorrected
        {
            Id = corrected.Id,
            CorrelationId = operation.CorrelationId,
            OccurredAt = Some.At(90),
            UserId = Some.UserId,
            SessionId = session.Id,
            EnrollmentId = 11,
            ProgramId = 2,
            DayNumber = 3,
            Revision = 1,
            CreditedSeconds = 600,
            IsRemoved = false,
            CreditedUntil = Some.At(20),
            LocalDate = new DateOnly(2026, 3, 2),
            StartedAt = Some.At(0),
            PlannedSeconds = 1500,
            ProductivityRating = 3,
        });
    }

    [Fact]
    public void Correct_OfItsWords_KeepsItsMinutes()
    {
        var session = Completed.Correct(new SessionCorrection(null, 5, string.Empty), Some.Operation(90)).State!;

        (session.CreditedSeconds, session.ProductivityRating, session.Notes).ShouldBe((1200, 5, null));
    }

    [Theory]
    [InlineData(1200, true)]
    [InlineData(1201, false)]
    public void Correct_ToMoreThanWasOnTheClock_IsRefused(int seconds, bool allowed)
    {
        var decision = Completed.Correct(TenMinutes, Some.Operation(30)).State!
            .Correct(new SessionCorrection(seconds, null, null), Some.Operation(90));

        (decision.Refusal?.Field).ShouldBe(allowed ? null : "credited_minutes");
        decision.State!.CreditedSeconds.ShouldBe(allowed ? 1200 : 600);
    }

    [Fact]
    public void Correct_ToMoreThanWasPlanned_IsRefused()
    {
        var long25 = Some.Active().Complete(null, null, Some.Operation(40)).State!;

        long25.Correct(new SessionCorrection(26 * 60, null, null), Some.Operation(90)).Refusal!.Field.ShouldBe("credited_minutes");
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Active))]
    [InlineData(nameof(SessionStatus.Paused))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Correct_OfWhatWasNotCompleted_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.Correct(TenMinutes, Some.Operation(12)).ShouldRefuse(ErrorCodes.SessionNotCompleted);
        session.Remove(Some.Operation(12)).ShouldRefuse(ErrorCodes.SessionNotCompleted);
    }

    [Fact]
    public void Correct_AfterSevenDays_IsRefused()
    {
        Completed.Correct(TenMinutes, Some.Operation(20 + Week)).Refusal.ShouldBeNull();
        Completed.Correct(TenMinutes, Some.Operation(20.01 + Week)).ShouldRefuse(ErrorCodes.CorrectionClosed);
        Completed.Remove(Some.Operation(20.01 + Week)).ShouldRefuse(ErrorCodes.CorrectionClosed);
    }

    [Fact]
    public void Correct_MoreThanFiftyTimes_IsRefusedButStillRemovable()
    {
        var session = Completed;
        for (var time = 1; time <= FocusSession.MaxCorrections; time++)
        {
            session = session.Correct(TenMinutes, Some.Operation(30 + time)).State!;
        }

        session.Correct(TenMinutes, Some.Operation(90)).ShouldRefuse(ErrorCodes.LimitReached);
        session.Remove(Some.Operation(90)).Events.OfType<SessionCorrected>().Single().Revision.ShouldBe(FocusSession.MaxCorrections + 1);
    }

    [Fact]
    public void Correct_RepeatedWithItsKey_ChangesNothing()
    {
        var session = Completed.Correct(TenMinutes, Keyed(30)).State!;
        var later = session.Correct(new SessionCorrection(300, null, null), Some.Operation(31)).State!;

        var repeat = later.Correct(TenMinutes, Keyed(32));

        repeat.ChangesNothing.ShouldBeTrue();
        repeat.State!.CreditedSeconds.ShouldBe(300);
        (later.RevisionOf(Some.Key), later.RevisionOf(null)).ShouldBe((1, 2));
    }

    [Fact]
    public void Correct_WithAKeyThatAnotherRequestLeft_IsRefused()
    {
        var session = Completed.Correct(TenMinutes, Keyed(30)).State!;

        session.Correct(TenMinutes, Keyed(31) with { Request = "another" }).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        var ended = Some.Active().Complete(3, null, Some.Operation(20, Some.Key)).State!;
        ended.Correct(TenMinutes, Keyed(31)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public void Remove_OfACompletedSession_TakesItsTimeAndItsWords()
    {
        var session = Some.Active().LogDistraction("Phone", Some.Operation(5)).State!.Complete(3, "Notes", Some.Operation(20)).State!;

        var decision = session.Remove(Some.Operation(30));

        var removed = decision.State!;
        (removed.Status, removed.CreditedSeconds, removed.TaskDescription, removed.Notes, removed.ProductivityRating)
            .ShouldBe((SessionStatus.Removed, 0, null, null, null));
        removed.Distractions.ShouldBeEmpty();
        var corrected = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCorrected>();
        (corrected.IsRemoved, corrected.CreditedSeconds, corrected.Revision).ShouldBe((true, 0, 1));
    }

    [Fact]
    public void Remove_Repeated_ChangesNothingWithItsKeyAndIsNotFoundWithout()
    {
        var removed = Completed.Remove(Keyed(30)).State!;

        removed.Remove(Keyed(31)).ChangesNothing.ShouldBeTrue();
        removed.Remove(Keyed(31)).Refusal.ShouldBeNull();
        removed.Remove(Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
    }

    [Fact]
    public void Command_OnARemovedSession_FindsNothing()
    {
        var removed = Completed.Remove(Some.Operation(30)).State!;

        removed.Pause(Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
        removed.Resume(Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
        removed.Complete(null, null, Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
        removed.Cancel(Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
        removed.LogDistraction("Phone", Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
        removed.Correct(TenMinutes, Some.Operation(31)).ShouldRefuse(ErrorCodes.NotFound);
    }

    [Fact]
    public void Complete_RepeatedAfterACorrection_IsKnownStill()
    {
        var ended = Some.Active().Complete(3, "Notes", Some.Operation(20, Some.Key)).State!;
        var corrected = ended.Correct(new SessionCorrection(600, 5, "Better"), Some.Operation(30)).State!;

        corrected.Complete(3, "Notes", Some.Operation(31, Some.Key)).ChangesNothing.ShouldBeTrue();
    }

    private static OperationContext Keyed(double minutes) => Some.Operation(minutes, Some.Key) with { Request = "this one" };
}
