using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.Sessions.Timing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Timing;

public sealed class PausingAndResumingTests
{
    [Fact]
    public void Pause_OfAnActiveSession_StopsItsClock()
    {
        var session = Some.Active();
        var operation = Some.Operation(5);

        var change = Pausing.Decide(session, operation);

        change.Session.Status.ShouldBe(SessionStatus.Paused);
        change.Session.OpenPause!.From.ShouldBe(Some.At(5));
        var paused = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionPaused>();
        paused.SessionId.ShouldBe(session.Id);
        paused.UserId.ShouldBe(Some.UserId);
        paused.OccurredAt.ShouldBe(Some.At(5));
        paused.CorrelationId.ShouldBe(operation.CorrelationId);
    }

    [Fact]
    public void Resume_OfAPausedSession_LetsItsClockRunOn()
    {
        var change = Resuming.Decide(Some.Paused(5), Some.Operation(8));

        change.Session.Status.ShouldBe(SessionStatus.Active);
        change.Session.OpenPause.ShouldBeNull();
        change.Session.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(5), Some.At(8)));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionResumed>().OccurredAt.ShouldBe(Some.At(8));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Paused), "SESSION_NOT_ACTIVE")]
    [InlineData(nameof(SessionStatus.Completed), "SESSION_ENDED")]
    [InlineData(nameof(SessionStatus.Canceled), "SESSION_ENDED")]
    public void Pause_OfAnyOtherSession_IsRefused(string status, string code)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        new Func<object>(() => Pausing.Decide(session, Some.Operation(20, "other"))).ShouldRefuse(Some.Code(code));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Active), "SESSION_NOT_PAUSED")]
    [InlineData(nameof(SessionStatus.Completed), "SESSION_ENDED")]
    [InlineData(nameof(SessionStatus.Canceled), "SESSION_ENDED")]
    public void Resume_OfAnyOtherSession_IsRefused(string status, string code)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        new Func<object>(() => Resuming.Decide(session, Some.Operation(20, "other"))).ShouldRefuse(Some.Code(code));
    }

    [Fact]
    public void Pause_RepeatedWithItsKey_ChangesNothingAlsoAfterTheResume()
    {
        var paused = Some.Active().Pause(5, Some.Key);

        Pausing.Decide(paused, Some.Operation(6, Some.Key)).IsNone.ShouldBeTrue();
        Pausing.Decide(paused.Resume(7), Some.Operation(8, Some.Key)).IsNone.ShouldBeTrue();
        Pausing.Decide(paused.Resume(7), Some.Operation(8, "another")).IsNone.ShouldBeFalse();
    }

    [Fact]
    public void Resume_RepeatedWithItsKey_ChangesNothing()
    {
        var resumed = Some.Paused(5).Resume(6, Some.Key);

        Resuming.Decide(resumed, Some.Operation(7, Some.Key)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Pause_WithAKeyOfTheDayBefore_IsANewRequest()
    {
        var session = Some.Active(180).Pause(5, Some.Key).Resume(23 * 60);

        Pausing.Decide(session, Some.Operation((24 * 60) + 6, Some.Key)).Session.Status.ShouldBe(SessionStatus.Paused);
    }

    [Fact]
    public void Pause_BeyondTheBound_IsRefused()
    {
        var session = Some.Active();
        for (var i = 0; i < FocusSession.MaxPauses; i++)
        {
            session = session.Pause(i * 0.001).Resume(i * 0.001);
        }

        Should.Throw<FocusException>(() => Pausing.Decide(session, Some.Operation(2))).Message.ShouldBe("A session can be paused 500 times at most.");
        new Func<object>(() => Pausing.Decide(session, Some.Operation(2))).ShouldRefuse(ErrorCodes.LimitReached);
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

        var change = Pausing.Decide(Some.Active(), operation);

        var ended = change.Session;
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

        Pausing.Decide(session, Some.Operation(49.99)).Session.Status.ShouldBe(SessionStatus.Paused);
        var ended = Pausing.Decide(session, Some.Operation(57)).Session;

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

        Pausing.Decide(session, Some.Operation(26)).Session.Status.ShouldBe(SessionStatus.Completed);
    }

    /// <summary>D3: repeated after a crash it is known by its key, and the key is nobody else's.</summary>
    [Fact]
    public void Pause_AfterTheBellRepeatedWithItsKey_ChangesNothing()
    {
        var ended = Pausing.Decide(Some.Active(), Some.Operation(32, Some.Key)).Session;

        var repeat = Pausing.Decide(ended, Some.Operation(33, Some.Key));

        repeat.IsNone.ShouldBeTrue();
        new Func<object>(() => Pausing.Decide(ended, Some.Operation(33))).ShouldRefuse(ErrorCodes.SessionEnded);
        new Func<object>(() => Pausing.Decide(ended, Some.Operation(33, "other"))).ShouldRefuse(ErrorCodes.SessionEnded);
        new Func<object>(() => new Completion(null, null).Decide(ended, Some.Operation(33, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        new Func<object>(() => Cancellation.Decide(ended, Some.Operation(33, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
        new Func<object>(() => Resuming.Decide(ended, Some.Operation(33, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    /// <summary>D3: an older pause's key does not stand for the completion, nor the other way round.</summary>
    [Fact]
    public void Pause_RepeatedWithItsKeyAfterAnotherCompletedTheSession_ChangesNothing()
    {
        var session = Some.Active().Pause(5, Some.Key).Resume(6);
        var ended = Pausing.Decide(session, Some.Operation(32, "second")).Session;

        Pausing.Decide(ended, Some.Operation(33, Some.Key)).IsNone.ShouldBeTrue();
    }
}
