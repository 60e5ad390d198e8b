using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class CompleteTests
{
    [Theory]
    [InlineData(25, 25 * 60, 25 * 60)]
    [InlineData(40, 40 * 60, 25 * 60)]
    [InlineData(24.99, 1499, 1499)]
    [InlineData(0.5, 30, 30)]
    [InlineData(0.01, 0, 0)]
    public void Complete_OfAnActiveSession_CreditsTheClockUpToThePlan(double minutes, int actual, int credited)
    {
        var session = Some.Active();
        var operation = Some.Operation(minutes);

        var change = session.Complete(4, "Went well", operation);

        var ended = change.State!;
        ended.Status.ShouldBe(SessionStatus.Completed);
        ended.EndedAt.ShouldBe(Some.At(minutes));
        ended.EndedBy.ShouldBe(EndedBy.Person);
        ended.ActualSeconds.ShouldBe(actual);
        ended.CreditedSeconds.ShouldBe(credited);
        ended.ProductivityRating.ShouldBe(4);
        ended.Notes.ShouldBe("Went well");
        ended.LiveUser.ShouldBeNull();
        var completed = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        completed.ShouldBe(new SessionCompleted
        {
            Id = completed.Id,
            CorrelationId = operation.CorrelationId,
            OccurredAt = Some.At(minutes),
            UserId = Some.UserId,
            SessionId = session.Id,
            EnrollmentId = 11,
            ProgramId = 2,
            DayNumber = 3,
            CreditedSeconds = credited,
            EndedAt = Some.At(minutes),
            CreditedUntil = Some.At(Math.Min(minutes, 25)),
            LocalDate = new DateOnly(2026, 3, 2),
            StartedAt = Some.At(0),
            PlannedSeconds = 1500,
            ProductivityRating = 4,
        });
    }

    [Fact]
    public void Complete_OfAPausedSession_ClosesThePauseAndCreditsWhatWasBeforeIt()
    {
        var ended = Some.Active().Pause(5).Resume(7).Pause(12).Complete(null, null, Some.Operation(60)).State!;

        ended.Status.ShouldBe(SessionStatus.Completed);
        ended.ActualSeconds.ShouldBe(600);
        ended.CreditedSeconds.ShouldBe(600);
        ended.Pauses[^1].ShouldBe(new Pause(Some.At(12), Some.At(60)));
        ended.OpenPause.ShouldBeNull();
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Complete_OfAnEndedSession_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.Complete(null, null, Some.Operation(20)).ShouldRefuse(ErrorCodes.SessionEnded);
        session.Complete(null, null, Some.Operation(20, Some.Key)).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Complete_RepeatedWithItsKey_ChangesNothing()
    {
        var ended = Some.Active().Complete(4, null, Some.Operation(20, Some.Key)).State!;

        var repeat = ended.Complete(4, null, Some.Operation(30, Some.Key));

        repeat.ChangesNothing.ShouldBeTrue();
        repeat.State!.ShouldBe(ended);
    }

    [Fact]
    public void Complete_WithTheKeyOfAnotherBody_IsRefused()
    {
        var ended = Some.Active().Complete(4, null, Some.Operation(20, Some.Key)).State!;

        ended.Complete(5, null, Some.Operation(30, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public void Complete_WithTheKeyOfTheCancel_IsRefused()
    {
        var canceled = Some.Active().Cancel(Some.Operation(20, Some.Key)).State!;

        canceled.Complete(null, null, Some.Operation(30, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }
}
