using System.Collections.Concurrent;
using FocusSuite.Hosting.Warming;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Warming;

public sealed class WarmUpRunTests
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUpTimeout = TimeSpan.FromSeconds(15);

    private readonly WatchedTime _time = new();

    private readonly FakeLogger<WarmUpRun> _logs = new();

    [Fact]
    public async Task Start_AStepIsNotDone_IsNotReadyBeforeItIs()
    {
        var gate = new TaskCompletionSource();
        using var run = Run(new Step(_ => gate.Task));
        await run.StartAsync(TestContext.Current.CancellationToken);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);

        gate.SetResult();
        await run.ExecuteTask!.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);

        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Start_AStepFailsAtFirst_IsTakenAgain()
    {
        var tries = 0;
        using var run = Run(new Step(_ => ++tries > 1 ? Task.CompletedTask : Task.FromException(new IOException("away"))));

        await run.StartAsync(TestContext.Current.CancellationToken);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);
        await _time.AdvanceAtPausesUntilAsync(() => run.ExecuteTask!.IsCompleted, WarmUpRun.Pause);

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
        await begun.Task.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);
        _time.Advance(WarmUpTimeout - TimeSpan.FromMilliseconds(1));
        (await StatusAsync(run)).ShouldBe(HealthStatus.Unhealthy);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await run.ExecuteTask!.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);

        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Start_ARequiredStepFailsPastTheBound_IsNotReadyBeforeItHasSucceededOnce()
    {
        var isAway = true;
        using var run = Run(
            new Step(
                _ => isAway ? Task.FromException(new IOException("away")) : Task.CompletedTask)
            { Name = "database", IsRequired = true },
            new Step(_ => Task.CompletedTask) { Name = "keys" });

        await run.StartAsync(TestContext.Current.CancellationToken);
        await _time.AdvanceAtPausesUntilAsync(() => _logs.Collector.Count > 1, WarmUpTimeout);
        _logs.Collector.GetSnapshot()
            .ShouldAllBe(log => log.Message == "The database is away; the replica is not ready before it has been there once.");
        var check = await run.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
        check.Status.ShouldBe(HealthStatus.Unhealthy);
        check.Description.ShouldBe("Not there yet: database.");

        isAway = false;
        await _time.AdvanceAtPausesUntilAsync(() => run.ExecuteTask!.IsCompleted, WarmUpRun.LongPause);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);

        // That it goes away later is for the calls to tell.
        isAway = true;
        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Start_ARequiredStepNeverEnds_IsTakenAgainWhenTheBoundIsOver()
    {
        var begun = new SemaphoreSlim(0);
        var tries = 0;
        using var run = Run(new Step(_ =>
        {
            var isFirst = ++tries == 1;
            begun.Release();
            return isFirst ? new TaskCompletionSource().Task : Task.CompletedTask;
        })
        { IsRequired = true });

        await run.StartAsync(TestContext.Current.CancellationToken);
        (await begun.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken)).ShouldBeTrue();
        _time.Advance(WarmUpTimeout);
        await run.ExecuteTask!.WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);

        tries.ShouldBe(2);
        (await StatusAsync(run)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Stop_AStepIsUnderWay_EndsIt()
    {
        using var run = Run(new Step(async end => await Task.Delay(Timeout.Infinite, end)));
        await run.StartAsync(TestContext.Current.CancellationToken);

        await run.StopAsync(TestContext.Current.CancellationToken).WaitAsync(WaitTimeout, TestContext.Current.CancellationToken);

        run.ExecuteTask!.IsCompleted.ShouldBeTrue();
    }

    private WarmUpRun Run(params IWarmUp[] steps) => new(steps, WarmUpTimeout, _time, _logs);

    private static async Task<HealthStatus> StatusAsync(WarmUpRun run) => (await run.CheckHealthAsync(new HealthCheckContext())).Status;

    private sealed class Step(Func<CancellationToken, Task> act) : IWarmUp
    {
        public string Name { get; init; } = "step";

        public bool IsRequired { get; init; }

        public Task WarmUpAsync(CancellationToken cancellationToken) => act(cancellationToken);
    }

    /// <summary>A clock that tells when the run has come to wait between two tries.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _pauses = new();

        /// <summary>Waits for the next pause, and lets that much time go by; until it is so.</summary>
        public async Task AdvanceAtPausesUntilAsync(Func<bool> isSo, TimeSpan by)
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            bound.CancelAfter(WaitTimeout);
            while (!isSo())
            {
                if (_pauses.TryDequeue(out _))
                {
                    Advance(by);
                }
                else
                {
                    await Task.Delay(5, bound.Token);
                }
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == WarmUpRun.Pause || dueTime == WarmUpRun.LongPause)
            {
                _pauses.Enqueue(dueTime);
            }

            return timer;
        }
    }
}
