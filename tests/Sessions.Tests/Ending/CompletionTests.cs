using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Ending;

public sealed class CompletionTests
{
    private static readonly Completion Silent = new(null, null);

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

        var change = new Completion(4, "Went well").Decide(session, operation);

        var ended = change.Session;
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
        });
    }

    [Fact]
    public void Complete_OfAPausedSession_ClosesThePauseAndCreditsWhatWasBeforeIt()
    {
        var ended = Silent.Decide(Some.Active().Pause(5).Resume(7).Pause(12), Some.Operation(60)).Session;

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

        new Func<object>(() => Silent.Decide(session, Some.Operation(20))).ShouldRefuse(ErrorCodes.SessionEnded);
        new Func<object>(() => Silent.Decide(session, Some.Operation(20, Some.Key))).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Complete_RepeatedWithItsKey_ChangesNothing()
    {
        var ended = new Completion(4, null).Decide(Some.Active(), Some.Operation(20, Some.Key)).Session;

        var repeat = new Completion(4, null).Decide(ended, Some.Operation(30, Some.Key));

        repeat.IsNone.ShouldBeTrue();
        repeat.Session.ShouldBe(ended);
    }

    [Fact]
    public void Complete_WithTheKeyOfAnotherBody_IsRefused()
    {
        var ended = new Completion(4, null).Decide(Some.Active(), Some.Operation(20, Some.Key)).Session;

        new Func<object>(() => new Completion(5, null).Decide(ended, Some.Operation(30, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public void Complete_WithTheKeyOfTheCancel_IsRefused()
    {
        var canceled = Cancellation.Decide(Some.Active(), Some.Operation(20, Some.Key)).Session;

        new Func<object>(() => Silent.Decide(canceled, Some.Operation(30, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }
}
