using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Expiring;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Expiring;

public sealed class ExpiryTests
{
    private const double Day = 24 * 60;
    private const double Millisecond = 1.0 / 60_000;

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(55 - Millisecond)]
    public void Settle_OfAnActiveSessionBeforeItsTime_ChangesNothing(double minutes) =>
        Expiry.Settle(Some.Active(), Some.Operation(minutes)).IsNone.ShouldBeTrue();

    [Theory]
    [InlineData(55)]
    [InlineData(300)]
    [InlineData(90 * Day)]
    public void Settle_OfAnActiveSessionLeftOpen_CompletesItAtItsPlannedEnd(double minutes)
    {
        var operation = Some.Operation(minutes, Some.Key);

        var change = Expiry.Settle(Some.Active(), operation);

        change.Session.Status.ShouldBe(SessionStatus.Completed);
        change.Session.EndedBy.ShouldBe(EndedBy.System);
        change.Session.EndedAt.ShouldBe(Some.At(25));
        change.Session.ActualSeconds.ShouldBe(1500);
        change.Session.CreditedSeconds.ShouldBe(1500);
        change.Session.EndKey.ShouldBeNull();
        var completed = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        completed.EndedAt.ShouldBe(Some.At(25));
        completed.CreditedSeconds.ShouldBe(1500);
        completed.OccurredAt.ShouldBe(operation.Now);
        completed.LocalDate.ShouldBe(new DateOnly(2026, 3, 2));
    }

    [Fact]
    public void Settle_OfAnActiveSessionWithPauses_CompletesItAtItsMovedEnd()
    {
        var session = Some.Active().Pause(5).Resume(20);

        Expiry.Settle(session, Some.Operation(70 - Millisecond)).IsNone.ShouldBeTrue();
        var ended = Expiry.Settle(session, Some.Operation(70)).Session;

        ended.EndedAt.ShouldBe(Some.At(40));
        ended.CreditedSeconds.ShouldBe(1500);
    }

    [Fact]
    public void Settle_AfterAPauseInTheOverrun_DoesNotEndWhatWasJustResumed()
    {
        // Only versions before paused in the overrun.
        var session = Some.Active().OncePaused(35, 20 * 60);

        Expiry.Settle(session, Some.Operation((20 * 60) + 19)).IsNone.ShouldBeTrue();
        var ended = Expiry.Settle(session, Some.Operation((20 * 60) + 20)).Session;

        ended.EndedAt.ShouldBe(Some.At(25));
        ended.ActualSeconds.ShouldBe(1500);
        ended.CreditedSeconds.ShouldBe(1500);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(5 + Day - Millisecond)]
    public void Settle_OfAPausedSessionWithinADay_ChangesNothing(double minutes) =>
        Expiry.Settle(Some.Paused(5), Some.Operation(minutes)).IsNone.ShouldBeTrue();

    /// <summary>D3: what ran before the pause counts, if it was a minute.</summary>
    [Theory]
    [InlineData(5, 5 + Day, 300)]
    [InlineData(5, 50 * Day, 300)]
    [InlineData(1, 1 + Day, 60)]
    [InlineData(24.99, 25 + Day, 1499)]
    public void Settle_OfAPausedSessionAfterADay_CompletesItAtItsPause(double paused, double minutes, int seconds)
    {
        var operation = Some.Operation(minutes, Some.Key);

        var change = Expiry.Settle(Some.Paused(paused), operation);

        change.Session.Status.ShouldBe(SessionStatus.Completed);
        change.Session.EndedBy.ShouldBe(EndedBy.System);
        change.Session.EndedAt.ShouldBe(Some.At(paused));
        change.Session.ActualSeconds.ShouldBe(seconds);
        change.Session.CreditedSeconds.ShouldBe(seconds);
        change.Session.EndKey.ShouldBeNull();
        change.Session.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(paused), Some.At(paused)));
        var completed = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        (completed.EndedAt, completed.CreditedSeconds, completed.OccurredAt, completed.LocalDate)
            .ShouldBe((Some.At(paused), seconds, operation.Now, new DateOnly(2026, 3, 2)));
    }

    /// <summary>D3: less than a minute is nothing to credit.</summary>
    [Theory]
    [InlineData(0, Day)]
    [InlineData(0.99, 0.99 + Day)]
    [InlineData(1 - Millisecond, 50 * Day)]
    public void Settle_OfASessionPausedAtOnceAfterADay_CancelsItThen(double paused, double minutes)
    {
        var change = Expiry.Settle(Some.Paused(paused), Some.Operation(minutes));

        change.Session.Status.ShouldBe(SessionStatus.Canceled);
        change.Session.EndedBy.ShouldBe(EndedBy.System);
        change.Session.EndedAt.ShouldBe(Some.At(paused + Day));
        change.Session.ActualSeconds.ShouldBe((int)(paused * 60));
        change.Session.CreditedSeconds.ShouldBe(0);
        change.Session.Pauses[^1].To.ShouldBe(Some.At(paused + Day));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>();
    }

    /// <summary>D3: the minute is one of the clock, whatever pauses are in it.</summary>
    [Fact]
    public void Settle_OfASessionPausedTwice_CountsTheClockUpToTheLastPause()
    {
        var ended = Expiry.Settle(Some.Active().Pause(0.5).Resume(60).Pause(60.5), Some.Operation(60.5 + Day)).Session;

        (ended.Status, ended.EndedAt, ended.CreditedSeconds).ShouldBe((SessionStatus.Completed, Some.At(60.5), 60));
    }

    /// <summary>D3: a session that a version before let be paused after the bell is ended at the bell by whoever meets it.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(32)]
    [InlineData(54)]
    public void Settle_OfASessionOncePausedAfterTheBell_CompletesItAtItsPlannedEnd(double paused)
    {
        var ended = Expiry.Settle(Some.Active().OncePaused(paused), Some.Operation(paused + 1)).Session;

        (ended.Status, ended.EndedBy, ended.EndedAt).ShouldBe((SessionStatus.Completed, EndedBy.System, Some.At(25)));
        (ended.ActualSeconds, ended.CreditedSeconds).ShouldBe((1500, 1500));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Settle_OfAnEndedSession_ChangesNothing(string status) =>
        Expiry.Settle(Some.In(Enum.Parse<SessionStatus>(status)), Some.Operation(90 * Day)).IsNone.ShouldBeTrue();

    [Fact]
    public void Settle_Twice_ChangesNothingTheSecondTime()
    {
        var settled = Expiry.Settle(Some.Active(), Some.Operation(60)).Session;

        Expiry.Settle(settled, Some.Operation(61)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Settle_WhoeverDoesItAndWhenever_ComesToTheSameState()
    {
        var session = Some.Active().Pause(5).Resume(9);

        Expiry.AsOf(session, Some.At(64)).ShouldBe(Expiry.AsOf(session, Some.At(3 * Day)));
    }

    [Fact]
    public void Settle_OfTheLongestSession_CreditsThreeHours() =>
        Expiry.Settle(Some.Active(180), Some.Operation(210)).Session.CreditedSeconds.ShouldBe(10_800);
}
