using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class PauseAndResumeTests
{
    [Fact]
    public void Pause_OfAnActiveSession_StopsItsClock()
    {
        var session = Some.Active();
        var operation = Some.Operation(5);

        var change = session.Pause(operation);

        change.State!.Status.ShouldBe(SessionStatus.Paused);
        change.State!.OpenPause!.From.ShouldBe(Some.At(5));
        var paused = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionPaused>();
        paused.SessionId.ShouldBe(session.Id);
        paused.UserId.ShouldBe(Some.UserId);
        paused.OccurredAt.ShouldBe(Some.At(5));
        paused.CorrelationId.ShouldBe(operation.CorrelationId);
    }

    [Fact]
    public void Resume_OfAPausedSession_LetsItsClockRunOn()
    {
        var change = Some.Paused(5).Resume(Some.Operation(8));

        change.State!.Status.ShouldBe(SessionStatus.Active);
        change.State!.OpenPause.ShouldBeNull();
        change.State!.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(5), Some.At(8)));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionResumed>().OccurredAt.ShouldBe(Some.At(8));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Paused), "SESSION_NOT_ACTIVE")]
    [InlineData(nameof(SessionStatus.Completed), "SESSION_ENDED")]
    [InlineData(nameof(SessionStatus.Canceled), "SESSION_ENDED")]
    public void Pause_OfAnyOtherSession_IsRefused(string status, string code)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.Pause(Some.Operation(20, "other")).ShouldRefuse(Some.Code(code));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Active), "SESSION_NOT_PAUSED")]
    [InlineData(nameof(SessionStatus.Completed), "SESSION_ENDED")]
    [InlineData(nameof(SessionStatus.Canceled), "SESSION_ENDED")]
    public void Resume_OfAnyOtherSession_IsRefused(string status, string code)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.Resume(Some.Operation(20, "other")).ShouldRefuse(Some.Code(code));
    }

    [Fact]
    public void Pause_RepeatedWithItsKey_ChangesNothingAlsoAfterTheResume()
    {
        var paused = Some.Active().Pause(5, Some.Key);

        paused.Pause(Some.Operation(6, Some.Key)).ChangesNothing.ShouldBeTrue();
        paused.Resume(7).Pause(Some.Operation(8, Some.Key)).ChangesNothing.ShouldBeTrue();
        paused.Resume(7).Pause(Some.Operation(8, "another")).ChangesNothing.ShouldBeFalse();
    }

    [Fact]
    public void Resume_RepeatedWithItsKey_ChangesNothing()
    {
        var resumed = Some.Paused(5).Resume(6, Some.Key);

        resumed.Resume(Some.Operation(7, Some.Key)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Pause_WithAKeyOfTheDayBefore_IsANewRequest()
    {
        var session = Some.Active(180).Pause(5, Some.Key).Resume(23 * 60);

        session.Pause(Some.Operation((24 * 60) + 6, Some.Key)).State!.Status.ShouldBe(SessionStatus.Paused);
    }

    [Fact]
    public void Pause_BeyondTheBound_IsRefused()
    {
        var session = Some.Active();
        for (var i = 0; i < FocusSession.MaxPauses; i++)
        {
            session = session.Pause(i * 0.001).Resume(i * 0.001);
        }

        session.Pause(Some.Operation(2)).Refusal!.Detail.ShouldBe("A session can be paused 500 times at most.");
        session.Pause(Some.Operation(2)).ShouldRefuse(ErrorCodes.LimitReached);
    }

    /// <summary>D3: the bell has rung, so there is nothing left to pause.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(25.01)]
    [InlineData(32)]
    [InlineData(54.99)]
    public void Pause_AfterTheBell_CompletesTheSessionAtItsPlannedEnd(double minutes)
    {
        var operation = Some.Operation(minutes);

        var change = Some.Active().Pause(operation);

        var ended = change.State!;
        (ended.Status, ended.EndedBy, ended.EndedAt).ShouldBe((SessionStatus.Completed, EndedBy.System, Some.At(25)));
        (ended.ActualSeconds, ended.CreditedSeconds, ended.Pauses.Count).ShouldBe((1500, 1500, 0));
        var completed = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        (completed.EndedAt, completed.CreditedSeconds, completed.OccurredAt).ShouldBe((Some.At(25), 1500, operation.Now));
    }

    /// <summary>D3: the bell rings when the clock shows the planned time, not when the wall does.</summary>
    [Fact]
    public void Pause_AfterTheBellThatPausesMoved_CompletesTheSessionThere()
    {
        var session = Some.Active().Pause(5).Resume(30);

        session.Pause(Some.Operation(49.99)).State!.Status.ShouldBe(SessionStatus.Paused);
        var ended = session.Pause(Some.Operation(57)).State!;

        (ended.Status, ended.EndedAt, ended.CreditedSeconds).ShouldBe((SessionStatus.Completed, Some.At(50), 1500));
    }

    /// <summary>D3: it is not one pause more, so the bound of pauses does not keep a session from its credit.</summary>
    [Fact]
    public void Pause_AfterTheBellAndAtTheBound_CompletesTheSession()
    {
        var session = Some.Active();
        for (var i = 0; i < FocusSession.MaxPauses; i++)
        {
            session = session.Pause(i * 0.001).Resume(i * 0.001);
        }

        session.Pause(Some.Operation(26)).State!.Status.ShouldBe(SessionStatus.Completed);
    }

    /// <summary>D3: repeated after a crash it is known by its key, and the key is nobody else's.</summary>
    [Fact]
    public void Pause_AfterTheBellRepeatedWithItsKey_ChangesNothing()
    {
        var ended = Some.Active().Pause(Some.Operation(32, Some.Key)).State!;

        var repeat = ended.Pause(Some.Operation(33, Some.Key));

        repeat.ChangesNothing.ShouldBeTrue();
        ended.Pause(Some.Operation(33)).ShouldRefuse(ErrorCodes.SessionEnded);
        ended.Pause(Some.Operation(33, "other")).ShouldRefuse(ErrorCodes.SessionEnded);
        ended.Complete(null, null, Some.Operation(33, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        ended.Cancel(Some.Operation(33, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        ended.Resume(Some.Operation(33, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    /// <summary>D3: an older pause's key does not stand for the completion, nor the other way round.</summary>
    [Fact]
    public void Pause_RepeatedWithItsKeyAfterAnotherCompletedTheSession_ChangesNothing()
    {
        var session = Some.Active().Pause(5, Some.Key).Resume(6);
        var ended = session.Pause(Some.Operation(32, "second")).State!;

        ended.Pause(Some.Operation(33, Some.Key)).ChangesNothing.ShouldBeTrue();
    }
}
