using System.Diagnostics.Metrics;
using System.Threading.Channels;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Messaging.Sampling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class OutboxGaugesTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _suite = new(Noon);
    private readonly SignalingTime _real = new();
    private readonly MeasuredOutbox _outbox = new();
    private readonly OutboxGauges _gauges;

    public OutboxGaugesTests() =>
        _gauges = new OutboxGauges(Meters, [_outbox], _suite, _real, NullLogger<OutboxGauges>.Instance);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    [Fact]
    public async Task Gauges_MessagesWait_TellTheirNumberAndTheAgeOfTheOldest()
    {
        _outbox.Answer = () => new OutboxDepth(3, Noon.AddSeconds(-90));
        using var depth = Collect<long>("focus.outbox.depth");
        using var age = Collect<double>("focus.outbox.age");

        await _gauges.StartAsync(CancellationToken.None);
        await _outbox.MeasuredAsync(1);

        Value(depth).ShouldBe(3);
        Value(age).ShouldBe(90);
    }

    [Fact]
    public async Task Gauges_NothingWaits_AreZero()
    {
        _outbox.Answer = () => default;
        using var depth = Collect<long>("focus.outbox.depth");
        using var age = Collect<double>("focus.outbox.age");

        await _gauges.StartAsync(CancellationToken.None);
        await _outbox.MeasuredAsync(1);

        Value(depth).ShouldBe(0);
        Value(age).ShouldBe(0);
    }

    [Fact]
    public async Task Gauges_CollectedOften_AskTheDatabaseOnceAnInterval()
    {
        using var depth = Collect<long>("focus.outbox.depth");
        await _gauges.StartAsync(CancellationToken.None);
        await _outbox.MeasuredAsync(1);

        for (var i = 0; i < 20; i++)
        {
            depth.RecordObservableInstruments();
        }

        _real.Advance(Sampler<long>.Interval - TimeSpan.FromMilliseconds(1));
        _outbox.Measured.ShouldBe(1);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        await _outbox.MeasuredAsync(2);
    }

    [Fact]
    public async Task Gauges_TheDatabaseFails_HaveNoValueUntilItAnswers()
    {
        _outbox.Answer = () => throw new TimeoutException("The database did not answer.");
        using var depth = Collect<long>("focus.outbox.depth");
        await _gauges.StartAsync(CancellationToken.None);
        await _outbox.MeasuredAsync(1);

        depth.RecordObservableInstruments();
        depth.LastMeasurement.ShouldBeNull("an old value would say that all is well");

        _outbox.Answer = () => new OutboxDepth(1, Noon);
        _real.Advance(Sampler<long>.Interval);
        await _outbox.MeasuredAsync(2);
        Value(depth).ShouldBe(1);
    }

    [Fact]
    public async Task Gauges_NobodyCollects_DoNotAsk()
    {
        await _gauges.StartAsync(CancellationToken.None);
        await _real.TimerMade.Task.WaitAsync(Bound);
        _real.Advance(Sampler<long>.Interval);
        await _gauges.StopAsync(CancellationToken.None).WaitAsync(Bound);

        _outbox.Measured.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _gauges.StopAsync(CancellationToken.None).WaitAsync(Bound);
        _gauges.Dispose();
        await _services.DisposeAsync();
    }

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(Meters, MessagingTelemetry.Name, instrument);

    /// <summary>The value of a look that has been made: it is there a moment after the outbox has answered.</summary>
    private static T Value<T>(MetricCollector<T> collector)
        where T : struct
    {
        SpinWait.SpinUntil(
            () =>
            {
                collector.RecordObservableInstruments();
                return collector.LastMeasurement is not null;
            },
            Bound).ShouldBeTrue();
        return collector.LastMeasurement!.Value;
    }

    private sealed class SignalingTime : FakeTimeProvider
    {
        public TaskCompletionSource TimerMade { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            TimerMade.TrySetResult();
            return timer;
        }
    }

    private sealed class MeasuredOutbox : IOutboxSource
    {
        private readonly Channel<bool> _measurements = Channel.CreateUnbounded<bool>();
        private int _measured;
        private int _awaited;

        public Func<OutboxDepth> Answer { get; set; } = () => default;

        public int Measured => Volatile.Read(ref _measured);

        /// <summary>Until so many measurements were made in all.</summary>
        public async Task MeasuredAsync(int count)
        {
            for (; _awaited < count; _awaited++)
            {
                await _measurements.Reader.ReadAsync().AsTask().WaitAsync(Bound);
            }
        }

        public Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _measured);
            _measurements.Writer.TryWrite(true);
            return Task.FromResult(Answer());
        }

        public Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
