using FocusSuite.Load.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class LiveStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly StubGateway _gateway = new() { Body = "data: {}\n\n" };
    private int _asked;

    public ValueTask InitializeAsync()
    {
        _gateway.Seen = path => Interlocked.Add(ref _asked, path.EndsWith("/live/", StringComparison.Ordinal) ? 1 : 0);
        return _gateway.StartAsync();
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Load_Live_HoldsAStreamOfEachUserAndComesBackWhenOneIsCutOff()
    {
        using var end = new CancellationTokenSource(Bound);
        var plan = new LoadPlan
        {
            Gateway = _gateway.Address,
            Rate = 1,
            WarmUp = TimeSpan.Zero,
            Duration = TimeSpan.FromHours(1),
            Live = true,
        };
        var load = new LoadRun(["token"], _time).AtRateAsync("live", plan, null, end.Token);

        while (Volatile.Read(ref _asked) < 3)
        {
            end.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await end.CancelAsync();
        (await load.WaitAsync(Bound)).Live!.Losses.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Load_NotLive_OpensNoStream()
    {
        var plan = new LoadPlan { Gateway = _gateway.Address, Rate = 10, WarmUp = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(1) };
        using var end = new CancellationTokenSource(Bound);
        var load = new LoadRun(["token"], _time).AtRateAsync("quiet", plan, null, end.Token);
        while (!load.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        (await load.WaitAsync(Bound)).Live.ShouldBeNull();
        _asked.ShouldBe(0);
    }
}
