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
    private readonly MessagingOptions _options = new()
    {
        EffectsBound = TimeSpan.FromSeconds(8),
        EffectsIdleTimeout = TimeSpan.FromSeconds(2),
    };
    private readonly RecordingReport _report = new();
    private readonly EffectWaits _waits;

    public EffectWaitsTests() =>
        _waits = new EffectWaits(_broker, Options.Create(_options), _clock, NullLogger<EffectWaits>.Instance, _report);

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
    public async Task SettledAsync_OnlyAnUnsettledOrForeignSignal_IsNoAnswer(bool settledSignal, bool sameOperation)
    {
        var operation = Guid.NewGuid();
        using var wait = _waits.Expect(operation);
        var settled = wait.SettledAsync(CancellationToken.None);

        await HearAsync(sameOperation ? operation : Guid.NewGuid(), settledSignal);
        _clock.Advance(_options.EffectsIdleTimeout - TimeSpan.FromMilliseconds(1));
        settled.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await EndAsync(settled)).ShouldBeFalse();
        _report.Ends.ShouldBe([false]);
    }

    /// <summary>
    /// S4: in a burst an operation waits as long as the peers are at work, and not for so long as it takes when nobody else is there.
    /// </summary>
    [Fact]
    public async Task SettledAsync_OthersAreHeardOfAllTheTime_WaitsUntilItIsItsTurn()
    {
        var operation = Guid.NewGuid();
        using var wait = _waits.Expect(operation);
        var settled = wait.SettledAsync(CancellationToken.None);
        for (var waited = TimeSpan.Zero; waited < _options.EffectsBound - TimeSpan.FromSeconds(1); waited += TimeSpan.FromSeconds(1))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await HearAsync(Guid.NewGuid(), settled: true);
            settled.IsCompleted.ShouldBeFalse();
        }

        await HearAsync(operation, settled: true);

        (await settled.WaitAsync(Bound)).ShouldBeTrue();
        _report.Ends.ShouldBe([true]);
    }

    [Fact]
    public async Task SettledAsync_OthersAreHeardOfAllTheTime_EndsAtTheBound()
    {
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(CancellationToken.None);
        for (var waited = TimeSpan.Zero; waited < _options.EffectsBound; waited += TimeSpan.FromSeconds(1))
        {
            settled.IsCompleted.ShouldBeFalse();
            await HearAsync(Guid.NewGuid(), settled: true);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await EndAsync(settled)).ShouldBeFalse();
    }

    /// <summary>S4: a burst in which some waits end in vain does not make the others give up, as long as anything is heard.</summary>
    [Fact]
    public async Task SettledAsync_ManyInVainWhileOthersAreHeardOf_TheNextWaitsAllTheSame()
    {
        await HearAsync(Guid.NewGuid(), settled: true);
        for (var i = 0; i < 5; i++)
        {
            using var late = _waits.Expect(Guid.NewGuid());
            var settled = late.SettledAsync(CancellationToken.None);
            await HearAsync(Guid.NewGuid(), settled: true);
            _clock.Advance(_options.EffectsIdleTimeout);
            (await EndAsync(settled)).ShouldBeFalse();
        }

        using var next = _waits.Expect(Guid.NewGuid());
        next.SettledAsync(CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    /// <summary>D5: of a replica that has not heard anything yet, silence says nothing.</summary>
    [Fact]
    public async Task SettledAsync_NothingWasEverHeard_WaitsForTheWholeBound()
    {
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(CancellationToken.None);

        await _waits.HandleAsync(
            Facts.Updated(Guid.NewGuid(), settled: true) with { UserId = Events.FocusEvent.Nobody }, CancellationToken.None);
        _clock.Advance(_options.EffectsBound - TimeSpan.FromMilliseconds(1));
        settled.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await EndAsync(settled)).ShouldBeFalse();
    }

    /// <summary>S4: who repeats a request whose effects became visible meanwhile is told at once.</summary>
    [Fact]
    public async Task Expect_OperationThatWasHeardOfBefore_IsVisibleAtOnce()
    {
        var operation = Guid.NewGuid();
        await HearAsync(operation, settled: true);

        using var wait = _waits.Expect(operation);

        (await wait.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
    }

    [Fact]
    public async Task Expect_TwoForOneOperation_BothHearOfIt()
    {
        var operation = Guid.NewGuid();
        using var first = _waits.Expect(operation);
        using var second = _waits.Expect(operation);
        var waits = new[] { first.SettledAsync(CancellationToken.None), second.SettledAsync(CancellationToken.None) };
        _waits.Expect(operation).Dispose();

        await HearAsync(operation, settled: true);

        (await Task.WhenAll(waits).WaitAsync(Bound)).ShouldBe([true, true]);
    }

    /// <summary>S4: what was saved must be answered, so the wait ends before its call does.</summary>
    [Fact]
    public async Task SettledAsync_CallEndsEarlier_EndsWithinTheCall()
    {
        _report.Left = TimeSpan.FromMilliseconds(700);
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(CancellationToken.None);

        _clock.Advance(TimeSpan.FromMilliseconds(699));
        settled.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await EndAsync(settled)).ShouldBeFalse();
    }

    [Fact]
    public async Task SettledAsync_BrokerAway_DoesNotWait()
    {
        _broker.IsConnected = false;
        using var wait = _waits.Expect(Guid.NewGuid());

        (await wait.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeFalse();
        _report.Ends.ShouldBe([false]);
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
        outcomes.Where(outcome => outcome != EffectOutcomes.Visible)
            .ShouldBe([EffectOutcomes.Late, EffectOutcomes.Canceled, EffectOutcomes.NotAwaited]);
    }

    private Task HearAsync(Guid operation, bool settled) => _waits.HandleAsync(Facts.Updated(operation, settled), CancellationToken.None);

    private async Task<bool> WaitInVainAsync()
    {
        using var wait = _waits.Expect(Guid.NewGuid());
        var settled = wait.SettledAsync(CancellationToken.None);
        _clock.Advance(_options.EffectsBound);
        return await EndAsync(settled);
    }

    /// <summary>Lets time go on, until a wait that is over has noticed it.</summary>
    private async Task<bool> EndAsync(Task<bool> settled)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!settled.IsCompleted)
        {
            bound.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return await settled;
    }

    private sealed class RecordingReport : IEffectReport
    {
        public TimeSpan? Left { get; set; }

        public List<bool> Ends { get; } = [];

        public TimeSpan? Begin() => Left;

        public void End(bool visible) => Ends.Add(visible);
    }

    private sealed class SwitchedBroker : IBroker
    {
        public bool IsConnected { get; set; } = true;

        public Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
