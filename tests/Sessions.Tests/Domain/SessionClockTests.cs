using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class SessionClockTests
{
    [Theory]
    [InlineData(0, 0, 1500)]
    [InlineData(0.999, 0, 1500)]
    [InlineData(1, 1, 1499)]
    [InlineData(1499.999, 1499, 1)]
    [InlineData(1500, 1500, 0)]
    [InlineData(1600, 1600, 0)]
    [InlineData(-0.005, 0, 1500)]
    public void Clock_OfARunningSession_CountsWholeSeconds(double seconds, int elapsed, int remaining)
    {
        var session = Some.Active();
        var now = Some.Start.AddSeconds(seconds);

        session.ElapsedSeconds(now).ShouldBe(elapsed);
        session.RemainingSeconds(now).ShouldBe(remaining);
    }

    [Theory]
    [InlineData(4, 240)]
    [InlineData(5, 300)]
    [InlineData(9, 300)]
    [InlineData(10, 300)]
    [InlineData(12, 420)]
    [InlineData(15, 600)]
    [InlineData(500, 600)]
    public void Clock_WithPauses_StandsInThem(double minutes, int elapsed)
    {
        // Paused at 5..10, and since 15.
        var session = Some.Active().Pause(5).Resume(10).Pause(15);

        session.ElapsedSeconds(Some.At(minutes)).ShouldBe(elapsed);
    }

    [Fact]
    public void Clock_WithPausesOfFractions_LosesNoFraction()
    {
        // Ten pauses of 1.4 s: 14 s, not ten times a second.
        var session = Some.Active();
        for (var i = 0; i < 10; i++)
        {
            session = session.Pause(i + 0.5).Resume(i + 0.5 + (1.4 / 60));
        }

        session.ElapsedSeconds(Some.At(20)).ShouldBe(1200 - 14);
    }

    [Fact]
    public void PlannedEnd_WithPauses_MovesByThem()
    {
        Some.Active().PlannedEnd.ShouldBe(Some.At(25));
        Some.Active().Pause(5).Resume(10).Pause(12).Resume(13).PlannedEnd.ShouldBe(Some.At(31));
    }

    [Fact]
    public void PlannedEnd_WithAPauseAfterIt_StaysWhereTheClockShowedIt()
    {
        var session = Some.Active().Pause(5).Resume(10).OncePaused(40, 60);

        session.PlannedEnd.ShouldBe(Some.At(30));
        session.ElapsedSeconds(session.PlannedEnd).ShouldBe(1500);
    }

    [Fact]
    public void PlannedEnd_WithAPauseThatBeginsAtIt_StaysThere() =>
        Some.Active().OncePaused(25, 30).PlannedEnd.ShouldBe(Some.At(25));

    [Fact]
    public void DueAt_OfEachStatus_IsItsOwn()
    {
        Some.Active().DueAt.ShouldBe(Some.At(55));
        Some.Active().Pause(5).Resume(10).DueAt.ShouldBe(Some.At(60));
        Some.Paused(5).DueAt.ShouldBe(Some.At(5 + (24 * 60)));
        Some.Active().OncePaused(32).DueAt.ShouldBe(Some.At(25));
        Some.In(SessionStatus.Completed).DueAt.ShouldBeNull();
        Some.In(SessionStatus.Canceled).DueAt.ShouldBeNull();
    }

    [Fact]
    public void DueAt_AfterAPauseInTheOverrun_LeavesTheRestOfTheOverrun()
    {
        // 10 of the 30 minutes were used before the pause, so 20 are left after it.
        Some.Active().OncePaused(35, 300).DueAt.ShouldBe(Some.At(320));
    }

    [Fact]
    public void NotBefore_WithAClockBehind_TakesTheLatestChange()
    {
        Some.Active().NotBefore(Some.At(-1)).ShouldBe(Some.At(0));
        Some.Paused(5).NotBefore(Some.At(4)).ShouldBe(Some.At(5));
        Some.Paused(5).Resume(6).NotBefore(Some.At(5)).ShouldBe(Some.At(6));
        Some.Paused(5).NotBefore(Some.At(7)).ShouldBe(Some.At(7));
    }
}
