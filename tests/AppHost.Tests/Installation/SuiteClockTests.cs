using FocusSuite.AppHost.Suite;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Installation;

public sealed class SuiteClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData(60, 1500)]
    [InlineData(1500, 60)]
    [InlineData(60, 0.5)]
    [InlineData(60, 1)]
    [InlineData(1, 60)]
    [InlineData(0.5, 2)]
    public void Continue_AnotherScale_GoesOnFromTheTimeReached(double before, double after)
    {
        var clock = SuiteClock.StartingAt(Start, before);
        var change = Start.AddHours(2);
        var reached = clock.At(change);

        var next = clock.Continue(change, after);

        (next.At(change) - reached).Duration().ShouldBeLessThan(Rounding);
        var anHour = next.At(change.AddHours(1)) - next.At(change);
        anHour.TotalHours.ShouldBe(after, after * 0.011);
    }

    [Fact]
    public void Continue_FromSlowToUsualSpeed_JumpsForwardToRealTime()
    {
        var change = Start.AddHours(2);
        SuiteClock.StartingAt(Start, 0.5).Continue(change, 1).At(change).ShouldBe(change);
    }

    [Fact]
    public void Continue_SameScale_KeepsItsOrigin()
    {
        var clock = SuiteClock.StartingAt(Start, 60);
        clock.Continue(Start.AddDays(1), 60).ShouldBe(clock);
    }

    [Fact]
    public void Continue_ManyChanges_NeverRunsBackwards()
    {
        var clock = SuiteClock.StartingAt(Start, 1);
        var real = Start;
        var reached = clock.At(real);
        foreach (var scale in new[] { 1500d, 1, 60, 0.1, 1, 3, 1 })
        {
            real = real.AddMinutes(30);
            clock = clock.Continue(real, scale);
            clock.At(real).ShouldBeGreaterThan(reached - Rounding);
            reached = clock.At(real);
        }
    }

    [Fact]
    public void Continue_TooFarAheadForTheUsualSpeed_SaysWhatToDo()
    {
        var clock = SuiteClock.StartingAt(Start, 100_000);
        Should.Throw<SetupException>(() => clock.Continue(Start.AddDays(10), 1)).Message.ShouldContain("--fresh");
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var clock = SuiteClock.StartingAt(Start, 2.5);
        clock.Save(folder.File("clock.json"));
        SuiteClock.Load(folder.File("clock.json")).ShouldBe(clock);
        clock.OriginText.ShouldBe("2026-11-24T08:00:00.0000000+00:00");
    }
}
