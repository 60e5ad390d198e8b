using FocusSuite.Hosting.Clock;
using Microsoft.Extensions.Hosting.Internal;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Clock;

public sealed class FocusClockTests
{
    [Fact]
    public void GetUtcNow_TwoProcessesWithOneRule_Agree()
    {
        var options = new ClockOptions { Scale = 1500, Origin = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1) };
        var (one, other) = (new FocusClock(options), new FocusClock(options));

        var (before, between, after) = (one.GetUtcNow(), other.GetUtcNow(), one.GetUtcNow());

        between.ShouldBeInRange(before, after);
        (before - options.Origin).ShouldBeGreaterThan(TimeSpan.FromMinutes(1500));
    }

    [Fact]
    public void GetUtcNow_Always_IsInWholeMilliseconds()
    {
        var clock = new FocusClock(new ClockOptions { Scale = 7.3, Origin = DateTimeOffset.UtcNow });

        Enumerable.Range(0, 1000).ShouldAllBe(_ => clock.GetUtcNow().Ticks % TimeSpan.TicksPerMillisecond == 0);
    }

    [Fact]
    public async Task CreateTimer_ScaledClock_FiresAfterSuiteTime()
    {
        var clock = new FocusClock(new ClockOptions { Scale = 60_000, Origin = DateTimeOffset.UtcNow });
        var fired = new TaskCompletionSource();

        // 50 minutes of suite time are 50 ms.
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.FromMinutes(50), Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(1, false, "Production", 0)]
    [InlineData(1, true, "Production", 0)]
    [InlineData(1500, true, "Development", 0)]
    [InlineData(1500, true, "Production", 1)]
    [InlineData(1500, false, "Development", 1)]
    [InlineData(1500, false, "Production", 2)]
    [InlineData(0, true, "Development", 1)]
    [InlineData(double.NaN, true, "Development", 1)]
    public void Validate_ScaleAndOrigin_RefusesAClockThatWouldBeWrong(double scale, bool withOrigin, string environment, int faults)
    {
        var options = new ClockOptions { Scale = scale };
        if (withOrigin)
        {
            options.Origin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }

        var result = new ClockOptionsValidator(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options);

        (result.Failures?.Count() ?? 0).ShouldBe(faults);
        (result.Failures ?? []).ShouldAllBe(failure => failure.Contains("Focus:Clock:", StringComparison.Ordinal));
    }
}
