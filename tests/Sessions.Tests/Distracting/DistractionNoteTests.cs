using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Distracting;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Distracting;

public sealed class DistractionNoteTests
{
    private static readonly DistractionNote Phone = new("Phone");

    [Theory]
    [InlineData(nameof(SessionStatus.Active))]
    [InlineData(nameof(SessionStatus.Paused))]
    public void Distraction_OfALiveSession_IsNotedWithItsTime(string status)
    {
        var change = Phone.Decide(Some.In(Enum.Parse<SessionStatus>(status)), Some.Operation(6, Some.Key));

        change.Session.Distractions.ShouldHaveSingleItem().ShouldBe(new Distraction("Phone", Some.At(6), Some.Key));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<DistractionLogged>().DistractionCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Distraction_OfAnEndedSession_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        new Func<object>(() => Phone.Decide(session, Some.Operation(20))).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Distraction_BeyondTheBound_IsRefused()
    {
        var session = Some.Active();
        for (var i = 1; i <= FocusSession.MaxDistractions; i++)
        {
            session = Phone.Decide(session, Some.Operation(i * 0.01)).Session;
            DistractionNote.CountFor(session, null).ShouldBe(i);
        }

        Should.Throw<FocusException>(() => Phone.Decide(session, Some.Operation(6))).Message.ShouldBe("A session holds 500 distractions at most.");
        new Func<object>(() => Phone.Decide(session, Some.Operation(6))).ShouldRefuse(ErrorCodes.LimitReached);
    }

    [Fact]
    public void Distraction_RepeatedWithItsKey_CountsOnceAndAnswersTheSame()
    {
        var session = Phone.Decide(Some.Active(), Some.Operation(1, Some.Key)).Session;
        session = Phone.Decide(session, Some.Operation(2)).Session;

        var repeat = Phone.Decide(session, Some.Operation(3, Some.Key));

        repeat.IsNone.ShouldBeTrue();
        DistractionNote.CountFor(repeat.Session, Some.Key).ShouldBe(1);
        DistractionNote.CountFor(repeat.Session, null).ShouldBe(2);
    }

    [Fact]
    public void Distraction_RepeatedWithItsKeyAfterTheEnd_AnswersTheSame()
    {
        var session = Phone.Decide(Some.Active(), Some.Operation(1, Some.Key)).Session with { Status = SessionStatus.Completed };

        Phone.Decide(session, Some.Operation(3, Some.Key)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Distraction_WithTheKeyOfAnother_IsRefused()
    {
        var session = Phone.Decide(Some.Active(), Some.Operation(1, Some.Key)).Session;

        new Func<object>(() => new DistractionNote("Door").Decide(session, Some.Operation(2, Some.Key))).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public void Distraction_WithAKeyOfTheDayBefore_IsANewOne()
    {
        // A session that was paused for long, so that it lives for more than a day.
        var session = Phone.Decide(Some.Active(), Some.Operation(1, Some.Key)).Session.Pause(2).Resume(23 * 60);

        var change = new DistractionNote("Door").Decide(session, Some.Operation((24 * 60) + 2, Some.Key));

        change.Session.Distractions.Count.ShouldBe(2);
        DistractionNote.CountFor(change.Session, Some.Key).ShouldBe(2);
    }

    [Fact]
    public void CountFor_AKeyThatLeftNothing_IsAllOfThem()
    {
        var session = Phone.Decide(Phone.Decide(Some.Active(), Some.Operation(1)).Session, Some.Operation(2, Some.Key)).Session;

        DistractionNote.CountFor(session, "another").ShouldBe(2);
        DistractionNote.CountFor(session, null).ShouldBe(2);
    }
}
