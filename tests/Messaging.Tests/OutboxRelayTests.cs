using System.Collections.Concurrent;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class OutboxRelayTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Post_BrokerConnected_PublishesOnceAndRemoves()
    {
        var outbox = new MemoryOutbox();
        var broker = new ScriptedBroker();
        using var relay = Relay(broker, outbox);
        using var published = new MetricCollector<long>(MessagingTelemetry.Published);

        // Of a type that no other test publishes, so that the count is this test's.
        var message = outbox.Add(Facts.Message(Facts.Updated(Guid.NewGuid(), settled: true)), leased: true);
        await relay.StartAsync(CancellationToken.None);

        relay.Post(outbox, [message]);
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.ShouldBe([message.Id]);
        published.GetMeasurementSnapshot().Where(count => Equals(count.Tags[MessagingTelemetry.EventLabel], "ProgressUpdated"))
            .Sum(count => count.Value).ShouldBe(1);
    }

    [Fact]
    public async Task Post_BrokerAway_KeepsTheMessageUntilTheBrokerIsBack()
    {
        var outbox = new MemoryOutbox();
        var broker = new ScriptedBroker { IsConnected = false };
        using var relay = Relay(broker, outbox);
        var message = outbox.Add(Facts.Message(), leased: true);
        await relay.StartAsync(CancellationToken.None);

        relay.Post(outbox, [message]);
        outbox.ExpireLeases();
        outbox.Count.ShouldBe(1);
        broker.IsConnected = true;
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        // At least once: it was both posted and left over, and which of the two comes first is open.
        broker.Published.Distinct().ShouldBe([message.Id]);
    }

    [Fact]
    public async Task Post_OneMessageRefused_RemovesTheOthersAndTriesThatOneAgain()
    {
        var outbox = new MemoryOutbox();
        var refused = outbox.Add(Facts.Message(), leased: true);
        var fine = outbox.Add(Facts.Message(), leased: true);
        var broker = new ScriptedBroker { FailuresOf = { [refused.Id] = 1 } };
        using var relay = Relay(broker, outbox);
        await relay.StartAsync(CancellationToken.None);

        relay.Post(outbox, [refused, fine]);
        await outbox.FirstRemoval.Task.WaitAsync(Bound);
        outbox.ExpireLeases();
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.Order().ShouldBe(new[] { refused.Id, fine.Id }.Order());
    }

    [Fact]
    public async Task Leftovers_APublishNeverEnds_ArePublishedAllTheSame()
    {
        var outbox = new MemoryOutbox();
        var stuck = outbox.Add(Facts.Message(), leased: false);
        var broker = new ScriptedBroker { NeverEnding = { stuck.Id } };
        using var relay = Relay(broker, outbox, lease: TimeSpan.FromMilliseconds(100));

        await relay.StartAsync(CancellationToken.None);
        await broker.FirstFailure.Task.WaitAsync(Bound);
        outbox.Add(Facts.Message(), leased: false);
        outbox.ExpireLeases();
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Leftovers_OfAnotherProcess_ArePublishedWhenTheirLeaseHasRunOut()
    {
        var outbox = new MemoryOutbox();
        var ids = Enumerable.Range(0, 250).Select(_ => outbox.Add(Facts.Message(), leased: false).Id).ToList();
        var broker = new ScriptedBroker();
        using var relay = Relay(broker, outbox);

        await relay.StartAsync(CancellationToken.None);
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.Order().ShouldBe(ids.Order());
    }

    [Fact]
    public async Task Post_RemovalFails_PublishesAgainRatherThanLosing()
    {
        var outbox = new MemoryOutbox { RemovalsThatFail = 1 };
        var broker = new ScriptedBroker();
        using var relay = Relay(broker, outbox);
        var message = outbox.Add(Facts.Message(), leased: true);
        await relay.StartAsync(CancellationToken.None);

        relay.Post(outbox, [message]);
        await outbox.FirstFailedRemoval.Task.WaitAsync(Bound);
        outbox.ExpireLeases();
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.ShouldBe([message.Id, message.Id]);
    }

    [Fact]
    public async Task Post_OneAfterTheOther_RemovesThemTogether()
    {
        var outbox = new MemoryOutbox();
        var broker = new ScriptedBroker();
        using var relay = Relay(broker, outbox);
        var messages = Enumerable.Range(0, 20).Select(_ => outbox.Add(Facts.Message(), leased: true)).ToList();
        await relay.StartAsync(CancellationToken.None);

        messages.ForEach(message => relay.Post(outbox, [message]));
        await outbox.Empty.WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None);

        broker.Published.Order().ShouldBe(messages.Select(message => message.Id).Order());
        outbox.Removals.ShouldBeLessThan(messages.Count);
    }

    [Fact]
    public async Task Removals_OfOneAfterTheOther_AreDoneTogether()
    {
        using var bound = new CancellationTokenSource(Bound);
        var outbox = new MemoryOutbox();
        var clock = new FakeTimeProvider();
        var removals = new OutboxRemovals(clock, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = removals.RunAsync(stop.Token);

        removals.Add(outbox, [outbox.Add(Facts.Message(), leased: true)]);
        removals.Add(outbox, [outbox.Add(Facts.Message(), leased: true)]);
        outbox.Removals.ShouldBe(0);
        while (outbox.Count > 0)
        {
            // As often as it takes until the wait has begun.
            bound.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        outbox.Removals.ShouldBe(1);
        await stop.CancelAsync();
        await running.WaitAsync(Bound);
    }

    [Fact]
    public async Task Stop_RightAfterAPublish_RemovesWhatWasConfirmed()
    {
        var outbox = new MemoryOutbox();
        var broker = new ScriptedBroker();
        using var relay = Relay(broker, outbox);
        var message = outbox.Add(Facts.Message(), leased: true);
        using var published = new MetricCollector<long>(MessagingTelemetry.Published);
        await relay.StartAsync(CancellationToken.None);

        relay.Post(outbox, [message]);
        await published.WaitForMeasurementsAsync(minCount: 1).WaitAsync(Bound);
        await relay.StopAsync(CancellationToken.None).WaitAsync(Bound);

        outbox.Count.ShouldBe(0);
    }

    [Fact]
    public void Post_ManyMoreThanFit_NeitherBlocksNorThrows()
    {
        var outbox = new MemoryOutbox();
        using var relay = Relay(new ScriptedBroker { IsConnected = false }, outbox);

        for (var i = 0; i < 10_000; i++)
        {
            relay.Post(outbox, [Facts.Message()]);
        }

        outbox.Count.ShouldBe(0, "posting hands over, it does not save");
    }

    private static OutboxRelay Relay(IBroker broker, IOutboxSource outbox, TimeSpan? lease = null) => new(
        broker,
        [outbox],
        Options.Create(new MessagingOptions { LeftoverInterval = TimeSpan.FromMilliseconds(10), Lease = lease ?? TimeSpan.FromSeconds(5) }),
        TimeProvider.System,
        NullLogger<OutboxRelay>.Instance);

    private sealed class ScriptedBroker : IBroker
    {
        public bool IsConnected { get; set; } = true;

        public ConcurrentDictionary<Guid, int> FailuresOf { get; } = new();

        public ConcurrentQueue<Guid> Published { get; } = new();

        /// <summary>Their first publish hangs, and no cancellation ends it.</summary>
        public HashSet<Guid> NeverEnding { get; } = [];

        public TaskCompletionSource FirstFailure { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            if (FailuresOf.TryGetValue(message.Id, out var left) && left > 0)
            {
                FailuresOf[message.Id] = left - 1;
                FirstFailure.TrySetResult();
                throw new TimeoutException("The broker did not confirm.");
            }

            if (NeverEnding.Remove(message.Id))
            {
                FirstFailure.TrySetResult();
                return new TaskCompletionSource().Task;
            }

            Published.Enqueue(message.Id);
            return Task.CompletedTask;
        }
    }

    private sealed class MemoryOutbox : IOutboxSource
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<Guid, (OutboxMessage Message, bool Leased)> _rows = [];
        private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int RemovalsThatFail { get; set; }

        public int Removals { get; private set; }

        public TaskCompletionSource FirstRemoval { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource FirstFailedRemoval { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Empty => _empty.Task;

        public int Count
        {
            get
            {
                lock (_gate)
                {
                    return _rows.Count;
                }
            }
        }

        public OutboxMessage Add(OutboxMessage message, bool leased)
        {
            lock (_gate)
            {
                _rows.Add(message.Id, (message, leased));
            }

            return message;
        }

        public void ExpireLeases()
        {
            lock (_gate)
            {
                foreach (var (id, row) in _rows.ToList())
                {
                    _rows[id] = (row.Message, false);
                }
            }
        }

        public Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                var taken = _rows.Values.Where(row => !row.Leased).Take(max).Select(row => row.Message).ToList();
                taken.ForEach(message => _rows[message.Id] = (message, true));
                return Task.FromResult<IReadOnlyList<OutboxMessage>>(taken);
            }
        }

        public Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                Removals++;
                if (RemovalsThatFail-- > 0)
                {
                    FirstFailedRemoval.TrySetResult();
                    throw new TimeoutException("The database did not answer.");
                }

                foreach (var id in ids)
                {
                    _rows.Remove(id);
                }

                FirstRemoval.TrySetResult();
                if (_rows.Count == 0)
                {
                    _empty.TrySetResult();
                }
            }

            return Task.CompletedTask;
        }

        public Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken) => Task.FromResult(new OutboxDepth(Count, null));
    }
}
