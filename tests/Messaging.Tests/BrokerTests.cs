using System.Collections.Concurrent;
using System.Threading.Channels;
using FocusSuite.Domain;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

/// <summary>The seam to MassTransit against a real RabbitMQ. Each test is a service of its own name, so its queues are its own.</summary>
public sealed class BrokerTests(Servers servers) : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly string _service = $"t{Guid.NewGuid():N}";
    private readonly List<IHost> _hosts = [];

    [Fact]
    public async Task Consume_TwoReplicas_EachEventGoesToOneOfThem()
    {
        var seen = new Seen();
        var first = await StartAsync(seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());
        await StartAsync(seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());
        var sent = Enumerable.Range(0, 20).Select(_ => Facts.Paused()).ToList();

        foreach (var focusEvent in sent)
        {
            await PublishAsync(first, focusEvent);
        }

        (await seen.TakeAsync(20)).Order().ShouldBe(sent.Select(focusEvent => focusEvent.Id).Order());
    }

    [Fact]
    public async Task Broadcast_TwoReplicas_EachEventGoesToBoth()
    {
        var (seenByFirst, seenBySecond) = (new Seen(), new Seen());
        var first = await StartAsync(seenByFirst, messaging => messaging.Broadcast<SessionPaused, Recording>());
        await StartAsync(seenBySecond, messaging => messaging.Broadcast<SessionPaused, Recording>());
        var sent = Facts.Paused();

        await PublishAsync(first, sent);

        (await seenByFirst.TakeAsync(1)).ShouldBe([sent.Id]);
        (await seenBySecond.TakeAsync(1)).ShouldBe([sent.Id]);
    }

    [Fact]
    public async Task Consume_Queue_IsADurableQuorumQueue()
    {
        await StartAsync(new Seen(), messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();

        // Declaring a queue that exists succeeds only with the very same arguments.
        var declared = await channel.QueueDeclareAsync(
            $"{_service}.session-paused", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });

        declared.QueueName.ShouldBe($"{_service}.session-paused");
    }

    [Fact]
    public async Task Publish_ConsumerHasNeverRun_WaitsInItsQueue()
    {
        var advanced = Facts.Advanced();
        var host = await StartAsync(new Seen(), _ => { });

        await PublishAsync(host, advanced);

        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        // Passively: it must be there, as its consumer will declare it.
        await channel.QueueDeclarePassiveAsync("progress.program-advanced");
        // On a broker that is shared by all tests, others' events wait there too.
        (await channel.WaitForMessageAsync("progress.program-advanced", Bound, with: advanced.Id.ToString()))
            .ShouldContain("programCompleted");
    }

    [Theory]
    [InlineData(typeof(SessionCompleted), "insights.session-completed", "progress.session-completed")]
    [InlineData(typeof(ProgramAdvanced), "insights.program-advanced", "progress.program-advanced")]
    [InlineData(typeof(DayEvaluated), "enrollment.day-evaluated")]
    public void Event_ThatActsElsewhere_NamesTheQueuesThatWaitForIt(Type focusEvent, params string[] queues) =>
        QueueNames.WaitingFor(focusEvent).ShouldBe(queues);

    [Fact]
    public void Consume_EventThatDoesNotNameTheService_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => Build(new Seen(), messaging => messaging.Consume<SessionPaused, Recording>()))
            .Message.ShouldContain($"[ActsIn(\"{_service}\")]");

    [Fact]
    public async Task Consume_HandlerFailsForGood_GoesToTheDeadLetterQueueAndOthersGoOn()
    {
        var seen = new Seen();
        var (poison, fine) = (Facts.Paused(), Facts.Paused());
        seen.FaultsOf[poison.Id] = () => new InvalidOperationException("This event cannot be handled.");
        using var deadLetters = new MetricCollector<long>(MessagingTelemetry.DeadLetters);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var dead = await channel.ListenAsync($"{_service}.session-paused_error", Bound);
        var host = await StartAsync(seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());

        await PublishAsync(host, poison);
        await PublishAsync(host, fine);

        (await seen.TakeAsync(1)).ShouldBe([fine.Id]);
        (await dead).ShouldContain(poison.Id.ToString());
        seen.TriesOf[poison.Id].ShouldBe(4, "the first try and three more");
        var counted = (await deadLetters.WhenAsync(all => all.Any(Mine), Bound)).Where(Mine).ShouldHaveSingleItem();
        (counted.Value, counted.Tags[MessagingTelemetry.ErrorLabel]).ShouldBe((1, typeof(InvalidOperationException).FullName));
    }

    [Fact]
    public async Task Consume_Handled_IsMeasuredFromTheEventToItsEffect()
    {
        var seen = new Seen();
        var paused = Facts.Paused();
        using var lags = new MetricCollector<double>(MessagingTelemetry.Lag);
        var host = await StartAsync(
            seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>().Broadcast<SessionPaused, AlsoRecording>());

        await PublishAsync(host, paused with { OccurredAt = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(40) });

        await seen.TakeAsync(2);
        var measured = await lags.WhenAsync(all => all.Count(Mine) == 2, Bound);
        foreach (var lag in measured.Where(Mine))
        {
            lag.Value.ShouldBeInRange(40, 40 + Bound.TotalSeconds);
            lag.Tags[MessagingTelemetry.EventLabel].ShouldBe("SessionPaused");
        }
    }

    [Fact]
    public async Task Consume_SurroundingsAwayForAWhile_IsTriedUntilTheyAreBack()
    {
        var seen = new Seen();
        var sent = Facts.Paused();
        seen.FaultsOf[sent.Id] = () => seen.TriesOf[sent.Id] < 7 ? new TimeoutException("The database is away.") : null;
        var host = await StartAsync(seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());

        await PublishAsync(host, sent);

        (await seen.TakeAsync(1)).ShouldBe([sent.Id]);
        seen.TriesOf[sent.Id].ShouldBe(7);
    }

    [Theory]
    [InlineData(ReturnsWatch.Many - 1, false)]
    [InlineData(ReturnsWatch.Many, true)]
    public async Task Consume_MessageThatHasComeBackManyTimes_IsSaidBeforeABrokerWouldDropIt(long returns, bool isSaid)
    {
        var queue = $"{_service}.session-paused";
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicPublishAsync("", queue, "This is no event."u8.ToArray());
        using var bound = new CancellationTokenSource(Bound);
        for (var left = returns; left > 0; bound.Token.ThrowIfCancellationRequested())
        {
            // A return takes its time to be there again.
            if (await channel.BasicGetAsync(queue, autoAck: false, bound.Token) is { } message)
            {
                await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true, bound.Token);
                left--;
            }
        }

        var dead = await channel.ListenAsync(queue + "_error", Bound);
        var host = await StartAsync(new Seen(), messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());

        // Given up in the end, for what it is.
        (await dead).ShouldBe("This is no event.");
        host.Services.GetFakeLogCollector().GetSnapshot()
            .Count(log => log.Message.StartsWith($"A message of {queue} has come back {returns} times.", StringComparison.Ordinal))
            .ShouldBe(isSaid ? 1 : 0);
    }

    [Fact]
    public async Task AwaitEffects_SettledElsewhere_WakesTheWait()
    {
        var host = await StartAsync(new Seen(), messaging => messaging.AwaitEffects());
        var operation = Guid.NewGuid();
        using var wait = host.Services.GetRequiredService<Effects.IEffects>().Expect(operation);

        await PublishAsync(host, Facts.Updated(operation, settled: true));

        (await wait.SettledAsync(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
    }

    /// <summary>
    /// D5: the first event of a replica goes through the real relay and broker to its own queue, where the service rehearses, once.
    /// </summary>
    [Fact]
    public async Task Rehearsal_OfAReplica_RunsInItsOwnConsumerOnceAndAgainAfterAFault()
    {
        var rehearsals = new Rehearsals { Faults = 1 };
        var host = await StartAsync(new Seen(), _ => { }, services => services.AddSingleton<IRehearsal>(rehearsals));
        await StartAsync(new Seen(), _ => { });
        var rehearsal = host.Services.GetRequiredService<ReplicaRehearsal>();
        using var bound = new CancellationTokenSource(Bound);

        (await Should.ThrowAsync<InvalidOperationException>(() => rehearsal.RunAsync(bound.Token)))
            .InnerException.ShouldBeOfType<TimeoutException>();
        await rehearsal.RunAsync(bound.Token);
        await rehearsal.RunAsync(bound.Token);

        rehearsals.Runs.ShouldBe(2);
        rehearsals.RanInAConsumer.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Whether a measurement is of this test's own queue, by the name that the queue has in metrics.</summary>
    private bool Mine<T>(CollectedMeasurement<T> measurement)
        where T : struct => Equals(measurement.Tags[MessagingTelemetry.QueueLabel], $"{_service}.session-paused");

    private static Task PublishAsync(IHost host, FocusEvent focusEvent) =>
        host.Services.GetRequiredService<IBroker>().PublishAsync(Facts.Message(focusEvent), CancellationToken.None).WaitAsync(Bound);

    /// <summary>S17: a bus that stays without one of its queues gives its place to another, which works as soon as it can.</summary>
    [Fact]
    public async Task Bus_CannotListenToAQueueForLong_IsReplacedUntilOneCan()
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queue = $"{_service}.session-paused";

        // As long as it is of another kind, it cannot be declared.
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        var seen = new Seen();
        var host = Build(seen, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>(), timeout: TimeSpan.FromSeconds(1));
        _hosts.Add(host);
        await host.StartAsync().WaitAsync(Bound);
        var logs = host.Services.GetFakeLogCollector();
        await UntilAsync(
            () => logs.GetSnapshot().Count(log => log.Message.Contains("another bus takes its place", StringComparison.Ordinal)) >= 2);

        host.Services.GetRequiredService<IBroker>().IsConnected.ShouldBeFalse();
        await channel.QueueDeleteAsync(queue);
        await UntilAsync(() => host.Services.GetRequiredService<IBroker>().IsConnected);
        var sent = Facts.Paused();
        await PublishAsync(host, sent);

        (await seen.TakeAsync(1)).ShouldBe([sent.Id]);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), bound.Token);
        }
    }

    private async Task<IConnection> ConnectAsync() =>
        await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();

    private async Task<IHost> StartAsync(Seen seen, Action<MessagingBuilder> configure, Action<IServiceCollection>? register = null)
    {
        var host = Build(seen, configure, register);
        _hosts.Add(host);
        await host.StartAsync().WaitAsync(Bound);

        // Tests publish when their queues are bound; a service's are made by whoever publishes first.
        await UntilAsync(() => host.Services.GetRequiredService<IBroker>().IsConnected);
        return host;
    }

    private IHost Build(
        Seen seen, Action<MessagingBuilder> configure, Action<IServiceCollection>? register = null, TimeSpan? timeout = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:RabbitMq"] = servers.RabbitMq,
            ["Focus:Messaging:EffectsBound"] = "00:00:20",
            ["Focus:Messaging:BusTimeout"] = $"{timeout ?? TimeSpan.FromSeconds(30)}",
        });
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Services.AddSingleton(seen);
        register?.Invoke(builder.Services);
        builder.Services.AddKeyedSingleton(Clocks.Real, TimeProvider.System).AddSingleton(TimeProvider.System);
        builder.Services.AddMessaging(builder.Configuration, _service, configure);
        return builder.Build();
    }

    private sealed class Rehearsals : IRehearsal
    {
        public int Faults { get; set; }

        public int Runs { get; private set; }

        public bool RanInAConsumer { get; private set; }

        public Task RehearseAsync(CancellationToken cancellationToken)
        {
            Runs++;
            RanInAConsumer = Environment.StackTrace.Contains(nameof(EventConsumer<,>), StringComparison.Ordinal);
            return Faults-- > 0 ? throw new TimeoutException() : Task.CompletedTask;
        }
    }

    private sealed class Seen
    {
        private readonly Channel<Guid> _handled = Channel.CreateUnbounded<Guid>();

        public ConcurrentDictionary<Guid, Func<Exception?>> FaultsOf { get; } = new();

        public ConcurrentDictionary<Guid, int> TriesOf { get; } = new();

        public void Handle(Guid id)
        {
            TriesOf.AddOrUpdate(id, 1, (_, tries) => tries + 1);
            if (FaultsOf.TryGetValue(id, out var fault) && fault() is { } exception)
            {
                throw exception;
            }

            _handled.Writer.TryWrite(id);
        }

        public async Task<List<Guid>> TakeAsync(int count)
        {
            using var bound = new CancellationTokenSource(Bound);
            var taken = new List<Guid>();
            while (taken.Count < count)
            {
                taken.Add(await _handled.Reader.ReadAsync(bound.Token));
            }

            return taken;
        }
    }

    private sealed class AlsoRecording(Seen seen) : IEventHandler<SessionPaused>
    {
        public Task HandleAsync(SessionPaused focusEvent, CancellationToken cancellationToken)
        {
            seen.Handle(focusEvent.Id);
            return Task.CompletedTask;
        }
    }

    private sealed class Recording(Seen seen) : IEventHandler<SessionPaused>
    {
        public Task HandleAsync(SessionPaused focusEvent, CancellationToken cancellationToken)
        {
            seen.Handle(focusEvent.Id);
            return Task.CompletedTask;
        }
    }
}
