using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class SettleOverdueTests
{
    private const double Day = 24 * 60;
    private const double Millisecond = 1.0 / 60_000;

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(55 - Millisecond)]
    public void Settle_OfAnActiveSessionBeforeItsTime_ChangesNothing(double minutes) =>
        Some.Active().SettleOverdue(Some.Operation(minutes)).ChangesNothing.ShouldBeTrue();

    [Theory]
    [InlineData(55)]
    [InlineData(300)]
    [InlineData(90 * Day)]
    public void Settle_OfAnActiveSessionLeftOpen_CompletesItAtItsPlannedEnd(double minutes)
    {
        var operation = Some.Operation(minutes, Some.Key);

        var change = Some.Active().SettleOverdue(operation);

        change.State!.Status.ShouldBe(SessionStatus.Completed);
        change.State!.EndedBy.ShouldBe(EndedBy.System);
        change.State!.EndedAt.ShouldBe(Some.At(25));
        change.State!.ActualSeconds.ShouldBe(1500);
        change.State!.CreditedSeconds.ShouldBe(1500);
        change.State!.EndKey.ShouldBeNull();
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

        session.SettleOverdue(Some.Operation(70 - Millisecond)).ChangesNothing.ShouldBeTrue();
        var ended = session.SettleOverdue(Some.Operation(70)).State!;

        ended.EndedAt.ShouldBe(Some.At(40));
        ended.CreditedSeconds.ShouldBe(1500);
    }

    [Fact]
    public void Settle_AfterAPauseInTheOverrun_DoesNotEndWhatWasJustResumed()
    {
        // Only versions before paused in the overrun.
        var session = Some.Active().OncePaused(35, 20 * 60);

        session.SettleOverdue(Some.Operation((20 * 60) + 19)).ChangesNothing.ShouldBeTrue();
        var ended = session.SettleOverdue(Some.Operation((20 * 60) + 20)).State!;

        ended.EndedAt.ShouldBe(Some.At(25));
        ended.ActualSeconds.ShouldBe(1500);
        ended.CreditedSeconds.ShouldBe(1500);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(5 + Day - Millisecond)]
    public void Settle_OfAPausedSessionWithinADay_ChangesNothing(double minutes) =>
        Some.Paused(5).SettleOverdue(Some.Operation(minutes)).ChangesNothing.ShouldBeTrue();

    /// <summary>D3: what ran before the pause counts, if it was a minute.</summary>
    [Theory]
    [InlineData(5, 5 + Day, 300)]
    [InlineData(5, 50 * Day, 300)]
    [InlineData(1, 1 + Day, 60)]
    [InlineData(24.99, 25 + Day, 1499)]
    public void Settle_OfAPausedSessionAfterADay_CompletesItAtItsPause(double paused, double minutes, int seconds)
    {
        var operation = Some.Operation(minutes, Some.Key);

        var change = Some.Paused(paused).SettleOverdue(operation);

        change.State!.Status.ShouldBe(SessionStatus.Completed);
        change.State!.EndedBy.ShouldBe(EndedBy.System);
        change.State!.EndedAt.ShouldBe(Some.At(paused));
        change.State!.ActualSeconds.ShouldBe(seconds);
        change.State!.CreditedSeconds.ShouldBe(seconds);
        change.State!.EndKey.ShouldBeNull();
        change.State!.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(paused), Some.At(paused)));
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
        var change = Some.Paused(paused).SettleOverdue(Some.Operation(minutes));

        change.State!.Status.ShouldBe(SessionStatus.Canceled);
        change.State!.EndedBy.ShouldBe(EndedBy.System);
        change.State!.EndedAt.ShouldBe(Some.At(paused + Day));
        change.State!.ActualSeconds.ShouldBe((int)(paused * 60));
        change.State!.CreditedSeconds.ShouldBe(0);
        change.State!.Pauses[^1].To.ShouldBe(Some.At(paused + Day));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>();
    }

    /// <summary>D3: the minute is one of the clock, whatever pauses are in it.</summary>
    [Fact]
    public void Settle_OfASessionPausedTwice_CountsTheClockUpToTheLastPause()
    {
        var ended = Some.Active().Pause(0.5).Resume(60).Pause(60.5).SettleOverdue(Some.Operation(60.5 + Day)).State!;

        (ended.Status, ended.EndedAt, ended.CreditedSeconds).ShouldBe((SessionStatus.Completed, Some.At(60.5), 60));
    }

    /// <summary>D3: a session that a version before let be paused after the bell is ended at the bell by whoever meets it.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(32)]
    [InlineData(54)]
    public void Settle_OfASessionOncePausedAfterTheBell_CompletesItAtItsPlannedEnd(double paused)
    {
        var ended = Some.Active().OncePaused(paused).SettleOverdue(Some.Operation(paused + 1)).State!;

        (ended.Status, ended.EndedBy, ended.EndedAt).ShouldBe((SessionStatus.Completed, EndedBy.System, Some.At(25)));
        (ended.ActualSeconds, ended.CreditedSeconds).ShouldBe((1500, 1500));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Settle_OfAnEndedSession_ChangesNothing(string status) =>
        Some.In(Enum.Parse<SessionStatus>(status)).SettleOverdue(Some.Operation(90 * Day)).ChangesNothing.ShouldBeTrue();

    [Fact]
    public void Settle_Twice_ChangesNothingTheSecondTime()
    {
        var settled = Some.Active().SettleOverdue(Some.Operation(60)).State!;

        settled.SettleOverdue(Some.Operation(61)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Settle_WhoeverDoesItAndWhenever_ComesToTheSameState()
    {
        var session = Some.Active().Pause(5).Resume(9);

        session.AsOf(Some.At(64)).ShouldBe(session.AsOf(Some.At(3 * Day)));
    }

    [Fact]
    public void Settle_OfTheLongestSession_CreditsThreeHours() =>
        Some.Active(180).SettleOverdue(Some.Operation(210)).State!.CreditedSeconds.ShouldBe(10_800);
}
