using System.Collections.Concurrent;
using FocusSuite.Load.Results;
using FocusSuite.Load.Running;
using FocusSuite.Load.Tests.Support;
using FocusSuite.Load.Users;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class OpenLoopTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly StubGateway _gateway = new();

    public ValueTask InitializeAsync() => _gateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Load_TheSystemStalls_CountsEveryRequestFromWhenItShouldHaveBeenSent()
    {
        var (asked, release) = (NewSource(), NewSource());
        _gateway.Answer = async () =>
        {
            asked.TrySetResult();
            await release.Task;
            return 200;
        };
        using var crowd = CrowdOf(1);
        var recorder = new LoadRecorder(_time);

        // One user, ten requests a second for a second: nine cannot even be sent while the first waits.
        var load = new OpenLoop(crowd, TimeSpan.FromMilliseconds(4550), _time)
            .RunAsync(10, TimeSpan.FromSeconds(1), recorder, CancellationToken.None);
        await asked.Task.WaitAsync(Bound);
        await AdvanceUntilAsync(() => _time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(5));
        release.SetResult();
        await load.WaitAsync(Bound);

        var result = recorder.Result("stall", 10);
        // The last of them should have been sent after 900 ms; those of the first 400 ms came too late for anybody's patience.
        result.All.Answered.ShouldBe(5);
        result.All.Late.ShouldBe(5);
        result.All.P50.ShouldBe(4500, tolerance: 20);
        result.All.Max.ShouldBe(5000, tolerance: 20);
    }

    [Fact]
    public async Task Load_SomeAreRefused_CountsThemApartAndSendsTheSameStepAgain()
    {
        var keys = new ConcurrentQueue<string>();
        var requests = 0;
        _gateway.Answer = () => Task.FromResult(Interlocked.Increment(ref requests) <= 3 ? 503 : 200);
        _gateway.Seen = path => keys.Enqueue(path);
        using var crowd = CrowdOf(1);
        var recorder = new LoadRecorder(_time);

        var load = new OpenLoop(crowd, TimeSpan.MaxValue, _time).RunAsync(5, TimeSpan.FromSeconds(1), recorder, CancellationToken.None);
        // Time stands still until the answer is there, of which goodput counts what came in time.
        await AdvanceUntilAsync(
            () => load.IsCompleted, () => recorder.Result("", 5).All.Total > (_time.GetUtcNow() - _time.Start).TotalSeconds * 5);
        await load.WaitAsync(Bound);

        var result = recorder.Result("refusals", 5);
        result.All.Refused.ShouldBe(3);
        result.All.Answered.ShouldBe(2);
        keys.Take(4).Distinct().ShouldHaveSingleItem();
        result.Goodput.ShouldBe(2, tolerance: 0.03);
    }

    [Fact]
    public async Task Load_AnswersComeAfterItsEnd_AreNoGoodput()
    {
        var release = NewSource();
        _gateway.Answer = async () =>
        {
            await release.Task;
            return 200;
        };
        using var crowd = CrowdOf(5);
        var recorder = new LoadRecorder(_time);

        var load = new OpenLoop(crowd, TimeSpan.MaxValue, _time).RunAsync(5, TimeSpan.FromSeconds(1), recorder, CancellationToken.None);
        await AdvanceUntilAsync(() => _time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(2));
        release.SetResult();
        await load.WaitAsync(Bound);

        var result = recorder.Result("late answers", 5);
        result.All.Answered.ShouldBe(5);
        result.Goodput.ShouldBe(0);
    }

    [Fact]
    public async Task Load_AnAnswerIsAFault_IsNamedInTheResult()
    {
        _gateway.Answer = () => Task.FromResult(500);
        using var crowd = CrowdOf(1);
        var recorder = new LoadRecorder(_time);

        var load = new OpenLoop(crowd, TimeSpan.MaxValue, _time).RunAsync(2, TimeSpan.FromSeconds(1), recorder, CancellationToken.None);
        await AdvanceUntilAsync(() => load.IsCompleted);
        await load.WaitAsync(Bound);

        recorder.Result("faults", 2).Faults.ShouldHaveSingleItem().ShouldStartWith("2 x GET sessions/active: 500");
    }

    private Crowd CrowdOf(int users) => new(
        [.. Enumerable.Range(0, users).Select(number => new LoadUser(number, _gateway.Address, () => "token", Bound))],
        TimeSpan.Zero,
        _time);

    /// <summary>Lets the fake time pass in small steps, so that each arrival happens in its own moment.</summary>
    private async Task AdvanceUntilAsync(Func<bool> done, Func<bool>? mayGoOn = null)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!done())
        {
            bound.Token.ThrowIfCancellationRequested();
            if (mayGoOn?.Invoke() ?? true)
            {
                _time.Advance(TimeSpan.FromMilliseconds(10));
            }

            await Task.Yield();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
