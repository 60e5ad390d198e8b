using FocusSuite.ServiceDefaults.Warming;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Warming;

public sealed class WarmUpRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Start_AStepIsNotDone_IsNotReadyBeforeItIs()
    {
        var gate = new TaskCompletionSource();
        using var run = Run(new Step(_ => gate.Task));
        await run.StartAsync(TestContext.Current.CancellationToken);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);

        gate.SetResult();
        await run.ExecuteTask!.WaitAsync(Patience, TestContext.Current.CancellationToken);

        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Start_AStepFailsAtFirst_IsTakenAgain()
    {
        var tries = 0;
        using var run = Run(new Step(_ => ++tries > 1 ? Task.CompletedTask : Task.FromException(new IOException("away"))));

        await run.StartAsync(TestContext.Current.CancellationToken);
        await _time.PauseBegan.WaitAsync(Patience, TestContext.Current.CancellationToken);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);
        _time.Advance(WarmUpRun.Pause);
        await run.ExecuteTask!.WaitAsync(Patience, TestContext.Current.CancellationToken);

        tries.ShouldBe(2);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Start_AStepNeverEnds_IsReadyWhenTheBoundIsOver()
    {
        var begun = new TaskCompletionSource();
        using var run = Run(
            new Step(_ =>
            {
                begun.SetResult();
                return new TaskCompletionSource().Task;
            }),
            new Step(_ => Task.CompletedTask));

        await run.StartAsync(TestContext.Current.CancellationToken);
        await begun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        _time.Advance(WarmUpRun.Bound - TimeSpan.FromMilliseconds(1));
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await run.ExecuteTask!.WaitAsync(Patience, TestContext.Current.CancellationToken);

        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Stop_AStepIsUnderWay_EndsIt()
    {
        using var run = Run(new Step(async end => await Task.Delay(Timeout.Infinite, end)));
        await run.StartAsync(TestContext.Current.CancellationToken);

        await run.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        run.ExecuteTask!.IsCompleted.ShouldBeTrue();
    }

    private WarmUpRun Run(params IWarmUp[] steps) => new(steps, _time, NullLogger<WarmUpRun>.Instance);

    private static async Task<HealthStatus> StatusAsync(WarmUpRun run) => (await run.CheckHealthAsync(new HealthCheckContext())).Status;

    private sealed class Step(Func<CancellationToken, Task> act) : IWarmUp
    {
        public string Name => "step";

        public Task WarmUpAsync(CancellationToken cancellationToken) => act(cancellationToken);
    }

    /// <summary>A clock that tells when the run has come to wait between two tries.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _pauseBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task PauseBegan => _pauseBegan.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == WarmUpRun.Pause)
            {
                _pauseBegan.TrySetResult();
            }

            return timer;
        }
    }
}
