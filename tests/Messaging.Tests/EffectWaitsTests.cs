using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class EffectWaitsTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new();
    private readonly SwitchedBroker _broker = new();
    private readonly EffectWaits _waits;

    public EffectWaitsTests() =>
        _waits = new EffectWaits(_broker, Options.Create(new MessagingOptions()), _clock, NullLogger<EffectWaits>.Instance);

    [Fact]
    public async Task SettledAsync_SignalAfterTheWaitBegan_IsTrue()
    {
        var operation = Guid.NewGuid();
        using var wait = _waits.Expect(operation);
        var settled = wait.SettledAsync(CancellationToken.None);

        await _waits.HandleAsync(Facts.Updated(operation, settled: true), CancellationToken.None);

        (await settled.WaitAsync(Bound)).ShouldBeTrue();
    }

    [Fact]
    public async Task SettledAsync_SignalBeforeTheWaitBegan_IsTrue()
    {
        var operation = Guid.NewGuid();
        using var wait = _waits.Expect(operation);

        await _waits.HandleAsync(Facts.Updated(operation, settled: true), CancellationToken.None);

        (await wait.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task SettledAsync_OnlyAnUnsettledOrForeignSignal_RunsToItsBound(bool settledSignal, bool sameOperation)
    {
        var operation = Guid.NewGuid();
        using var wait = _waits.Expect(operation);
        var settled = wait.SettledAsync(CancellationToken.None);

        await _waits.HandleAsync(Facts.Updated(sameOperation ? operation : Guid.NewGuid(), settledSignal), CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        settled.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await settled.WaitAsync(Bound)).ShouldBeFalse();
    }

    [Fact]
    public async Task SettledAsync_BrokerAway_DoesNotWait()
    {
        _broker.IsConnected = false;
        using var wait = _waits.Expect(Guid.NewGuid());

        (await wait.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeFalse();
    }

    [Fact]
    public async Task SettledAsync_PeersSilentThreeTimes_WaitsOnlyForAProbeEachFiveSeconds()
    {
        for (var i = 0; i < 3; i++)
        {
            (await WaitInVainAsync()).ShouldBeFalse();
        }

        using var probe = _waits.Expect(Guid.NewGuid());
        var probing = probe.SettledAsync(CancellationToken.None);
        using var next = _waits.Expect(Guid.NewGuid());

        probing.IsCompleted.ShouldBeFalse("one operation tries whether the peers are back");
        (await next.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeFalse("the others do not wait meanwhile");

        _clock.Advance(TimeSpan.FromSeconds(5));
        var operation = Guid.NewGuid();
        using var answered = _waits.Expect(operation);
        var settled = answered.SettledAsync(CancellationToken.None);
        await _waits.HandleAsync(Facts.Updated(operation, settled: true), CancellationToken.None);
        (await settled.WaitAsync(Bound)).ShouldBeTrue();

        using var afterwards = _waits.Expect(Guid.NewGuid());
        afterwards.SettledAsync(CancellationToken.None).IsCompleted.ShouldBeFalse("the peers are back, so operations wait again");
    }

    [Fact]
    public async Task SettledAsync_CallerGone_EndsWithoutAnException()
    {
        using var gone = new CancellationTokenSource();
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(gone.Token);

        await gone.CancelAsync();

        (await settled.WaitAsync(Bound)).ShouldBeFalse();
    }

    [Fact]
    public async Task SettledAsync_HoweverItEnds_IsMeasuredWithItsOutcome()
    {
        using var waits = new MetricCollector<double>(MessagingTelemetry.EffectWait);
        using var gone = new CancellationTokenSource();
        var operation = Guid.NewGuid();
        using (var visible = _waits.Expect(operation))
        {
            var settled = visible.SettledAsync(CancellationToken.None);
            await _waits.HandleAsync(Facts.Updated(operation, settled: true), CancellationToken.None);
            (await settled.WaitAsync(Bound)).ShouldBeTrue();
        }

        (await WaitInVainAsync()).ShouldBeFalse();
        using var canceled = _waits.Expect(Guid.NewGuid());
        var canceling = canceled.SettledAsync(gone.Token);
        await gone.CancelAsync();
        await canceling.WaitAsync(Bound);
        _broker.IsConnected = false;
        using var away = _waits.Expect(Guid.NewGuid());
        await away.SettledAsync(CancellationToken.None).WaitAsync(Bound);

        // Other tests may wait meanwhile, and with success only.
        var outcomes = waits.GetMeasurementSnapshot().Select(wait => (string)wait.Tags[MessagingTelemetry.OutcomeLabel]!).ToList();
        outcomes.ShouldContain(EffectOutcomes.Visible);
        outcomes.Where(outcome => outcome != EffectOutcomes.Visible).ShouldBe([EffectOutcomes.Late, EffectOutcomes.Canceled, EffectOutcomes.NotAwaited]);
    }

    private async Task<bool> WaitInVainAsync()
    {
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        return await settled.WaitAsync(Bound);
    }

    private sealed class SwitchedBroker : IBroker
    {
        public bool IsConnected { get; set; } = true;

        public Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
