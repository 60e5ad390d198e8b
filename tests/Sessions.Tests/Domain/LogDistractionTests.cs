using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class LogDistractionTests
{
    private const string Phone = "Phone";

    [Theory]
    [InlineData(nameof(SessionStatus.Active))]
    [InlineData(nameof(SessionStatus.Paused))]
    public void Distraction_OfALiveSession_IsNotedWithItsTime(string status)
    {
        var change = Some.In(Enum.Parse<SessionStatus>(status)).LogDistraction(Phone, Some.Operation(6, Some.Key));

        change.State!.Distractions.ShouldHaveSingleItem().ShouldBe(new Distraction("Phone", Some.At(6), Some.Key));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<DistractionLogged>().DistractionCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Distraction_OfAnEndedSession_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.LogDistraction(Phone, Some.Operation(20)).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Distraction_BeyondTheBound_IsRefused()
    {
        var session = Some.Active();
        for (var i = 1; i <= FocusSession.MaxDistractions; i++)
        {
            session = session.LogDistraction(Phone, Some.Operation(i * 0.01)).State!;
            session.DistractionCountFor(null).ShouldBe(i);
        }

        session.LogDistraction(Phone, Some.Operation(6)).Refusal!.Detail.ShouldBe("A session holds 500 distractions at most.");
        session.LogDistraction(Phone, Some.Operation(6)).ShouldRefuse(ErrorCodes.LimitReached);
    }

    [Fact]
    public void Distraction_RepeatedWithItsKey_CountsOnceAndAnswersTheSame()
    {
        var session = Some.Active().LogDistraction(Phone, Some.Operation(1, Some.Key)).State!;
        session = session.LogDistraction(Phone, Some.Operation(2)).State!;

        var repeat = session.LogDistraction(Phone, Some.Operation(3, Some.Key));

        repeat.ChangesNothing.ShouldBeTrue();
        repeat.State!.DistractionCountFor(Some.Key).ShouldBe(1);
        repeat.State!.DistractionCountFor(null).ShouldBe(2);
    }

    [Fact]
    public void Distraction_RepeatedWithItsKeyAfterTheEnd_AnswersTheSame()
    {
        var session = Some.Active().LogDistraction(Phone, Some.Operation(1, Some.Key)).State! with { Status = SessionStatus.Completed };

        session.LogDistraction(Phone, Some.Operation(3, Some.Key)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Distraction_WithTheKeyOfAnother_IsRefused()
    {
        var session = Some.Active().LogDistraction(Phone, Some.Operation(1, Some.Key)).State!;

        session.LogDistraction("Door", Some.Operation(2, Some.Key)).ShouldRefuse(ErrorCodes.IdempotencyKeyReused);
    }

    [Fact]
    public void Distraction_WithAKeyOfTheDayBefore_IsANewOne()
    {
        // A session that was paused for long, so that it lives for more than a day.
        var session = Some.Active().LogDistraction(Phone, Some.Operation(1, Some.Key)).State!.Pause(2).Resume(23 * 60);

        var change = session.LogDistraction("Door", Some.Operation((24 * 60) + 2, Some.Key));

        change.State!.Distractions.Count.ShouldBe(2);
        change.State!.DistractionCountFor(Some.Key).ShouldBe(2);
    }

    [Fact]
    public void CountFor_AKeyThatLeftNothing_IsAllOfThem()
    {
        var session = Some.Active().LogDistraction(Phone, Some.Operation(1)).State!.LogDistraction(Phone, Some.Operation(2, Some.Key))
            .State!;

        session.DistractionCountFor("another").ShouldBe(2);
        session.DistractionCountFor(null).ShouldBe(2);
    }
}
