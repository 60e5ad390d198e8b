using FocusSuite.Documents.Internal;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

/// <summary>One clock for all replicas: the server's, as each knows it.</summary>
public sealed class ServerClockTests
{
    private readonly Watch _watch = new();
    private DateTimeOffset? _server = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private int _reads;

    private ServerClock Clock => field ??= new(
        _ =>
        {
            _reads++;
            return Task.FromResult(_server);
        },
        _watch);

    /// <summary>S14: a replica whose own clock is wrong, or set while it runs, goes by the server's all the same.</summary>
    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task GetUtcNow_OwnClockIsWrongAndSetAgain_IsTheServers(double seconds)
    {
        var began = _server!.Value;
        _watch.Now = began.AddSeconds(seconds);
        (await Clock.GetUtcNowAsync(CancellationToken.None)).ShouldBe(began);

        _watch.Elapsed += TimeSpan.FromSeconds(10);
        _watch.Now = began.AddDays(1);

        (await Clock.GetUtcNowAsync(CancellationToken.None)).ShouldBe(began.AddSeconds(10));
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task GetUtcNow_AfterAWhile_AsksTheServerAgain()
    {
        await Clock.GetUtcNowAsync(CancellationToken.None);
        _watch.Elapsed += ServerClock.RefreshInterval;
        _server = _server!.Value.AddMinutes(5);

        (await Clock.GetUtcNowAsync(CancellationToken.None)).ShouldBe(_server.Value);
    }

    [Fact]
    public async Task GetUtcNow_ServerDoesNotTell_IsTheOwnClock()
    {
        _server = null;

        (await Clock.GetUtcNowAsync(CancellationToken.None)).ShouldBe(_watch.Now);
    }

    private sealed class Watch : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
