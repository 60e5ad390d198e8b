using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using FocusSuite.Domain;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shouldly;

namespace FocusSuite.Client.Tests.Events;

/// <summary>A program that listens, a real broker, and the suite's own way to publish.</summary>
public sealed class ListenerTests(ListenerTests.SuiteBroker suite) : IClassFixture<ListenerTests.SuiteBroker>, IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string _consumer = $"t{Guid.NewGuid():N}";
    private readonly Ear _ear = new();
    private readonly List<IHost> _programs = [];

    private string Queue => _consumer + ".program-completed";

    private string DeadLetters => Queue + "_error";

    [Fact]
    public async Task Event_OfTheSuite_IsHandledInItsTraceAndLeavesTheQueue()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        await StartAsync();
        using var activity = new Activity("operation").Start();

        var sent = await suite.PublishAsync();

        (await HeardAsync(1)).ShouldBe([sent]);
        _ear.Traces.ShouldHaveSingleItem().ShouldBe(activity.TraceId.ToHexString());
        await Eventually.Async(() => CountAsync(Queue), count => count == 0, Bound);
        (await CountAsync(DeadLetters)).ShouldBe(0u);
    }

    [Fact]
    public async Task Event_ThatFailsOnce_ComesAgain()
    {
        _ear.Failures = 1;
        await StartAsync();

        var sent = await suite.PublishAsync();

        (await HeardAsync(2)).ShouldBe([sent, sent]);
        (await CountAsync(DeadLetters)).ShouldBe(0u);
    }

    [Fact]
    public async Task Event_ThatAlwaysFails_GoesToTheDeadLettersAndHoldsUpNoOther()
    {
        await StartAsync();
        _ear.Refused = -1;
        var bad = await suite.PublishAsync(userId: -1);
        var good = await suite.PublishAsync();

        await Eventually.Async(() => CountAsync(DeadLetters), count => count == 1, Bound);

        _ear.Heard.Count(one => one.Id == bad.Id).ShouldBe(3, "as often as the options say");
        _ear.Heard.Count(one => one.Id == good.Id).ShouldBe(1);
        await using var connection = await suite.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var letter = await channel.BasicGetAsync(DeadLetters, autoAck: true);
        Encoding.UTF8.GetString(letter!.Body.Span).ShouldContain(bad.Id.ToString());
    }

    [Fact]
    public async Task Message_ThatIsNoEvent_GoesToTheDeadLetters()
    {
        await StartAsync();
        await using var connection = await suite.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.BasicPublishAsync("", Queue, "no event"u8.ToArray());
        var sent = await suite.PublishAsync();

        (await HeardAsync(1)).ShouldBe([sent]);
        await Eventually.Async(() => CountAsync(DeadLetters), count => count == 1, Bound);
    }

    [Fact]
    public async Task Event_OfARehearsal_ConcernsNobody()
    {
        await StartAsync();

        await suite.PublishAsync(FocusEvent.Nobody);
        var sent = await suite.PublishAsync();

        (await HeardAsync(1)).ShouldBe([sent]);
    }

    [Fact]
    public async Task Connection_ThatTheBrokerEnds_IsMadeAgain()
    {
        await StartAsync();
        await suite.Broker.ControlAsync(["close_all_connections", "a test"]);

        var sent = await suite.PublishAsync();

        (await HeardAsync(1)).ShouldContain(sent);
    }

    [Fact]
    public async Task Queue_ThatSomebodyRemoves_IsMadeAgain()
    {
        await StartAsync();
        await using (var connection = await suite.ConnectAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(Queue);
        }

        // The binding comes after the queue, and the consumer after the binding.
        await Eventually.Async(ConsumersAsync, count => count == 1, Bound);
        var sent = await suite.PublishAsync();

        (await HeardAsync(1)).ShouldBe([sent]);
    }

    [Fact]
    public async Task Event_WhoseProgramStops_ComesToTheNextOne()
    {
        _ear.Waits = true;
        var first = await StartAsync();
        var sent = await suite.PublishAsync();
        await HeardAsync(1);

        await first.StopAsync();
        _ear.Stopped.ShouldBe(1, "the handler hears that it is told to end");
        _ear.Waits = false;
        await StartAsync();

        (await HeardAsync(2)).ShouldBe([sent, sent]);
        (await CountAsync(DeadLetters)).ShouldBe(0u);
    }

    [Fact]
    public void Handler_OfAnEventThatHasOne_IsRefused()
    {
        var events = new ServiceCollection().AddFocusSuiteEvents(_ => { }).Handle<ProgramCompleted, Handler>();

        Should.Throw<InvalidOperationException>(() => events.Handle<ProgramCompleted, Handler>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.StopAsync();
            program.Dispose();
        }
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(_ear);
        builder.Services.AddFocusSuiteEvents(options =>
        {
            (options.Broker, options.Consumer) = (suite.Broker.Address, _consumer);
            (options.MaxDeliveries, options.RetryDelay) = (3, TimeSpan.FromMilliseconds(20));
        }).Handle<ProgramCompleted, Handler>();
        var program = builder.Build();
        _programs.Add(program);
        await program.StartAsync();

        // The binding comes last but one: an event before it would go past the queue.
        await Eventually.Async(ConsumersAsync, count => count == 1, Bound);
        return program;
    }

    private Task<IReadOnlyList<ProgramCompleted>> HeardAsync(int count) =>
        Eventually.ReadAsync(() => _ear.Heard, heard => heard.Count >= count, Bound);

    private async Task<uint?> CountAsync(string queue) => (await LookAsync(queue))?.MessageCount;

    private async Task<uint?> ConsumersAsync() => (await LookAsync(Queue))?.ConsumerCount;

    private async Task<QueueDeclareOk?> LookAsync(string queue)
    {
        await using var connection = await suite.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    /// <summary>What the program has heard, and what it does about it.</summary>
    internal sealed class Ear
    {
        private readonly ConcurrentQueue<ProgramCompleted> _heard = new();
        private int _failures;

        public IReadOnlyList<ProgramCompleted> Heard => [.. _heard];

        public ConcurrentQueue<string?> Traces { get; } = new();

        public int Failures { set => _failures = value; }

        public long? Refused { get; set; }

        public bool Waits { get; set; }

        public int Stopped { get; private set; }

        public async Task TakeAsync(ProgramCompleted focusEvent, CancellationToken cancellationToken)
        {
            _heard.Enqueue(focusEvent);
            Traces.Enqueue(Activity.Current?.TraceId.ToHexString());
            if (Waits)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Stopped++;
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (Interlocked.Decrement(ref _failures) >= 0 || focusEvent.UserId == Refused)
            {
                throw new InvalidOperationException("As told.");
            }
        }
    }

    /// <summary>A broker, and a service of the suite that publishes.</summary>
    public sealed class SuiteBroker : IAsyncLifetime
    {
        private IHost? _service;

        public TestServer Broker { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Broker = await TestServer.RabbitMqAsync();
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:RabbitMq", Broker.Address)]);
            builder.Services.AddKeyedSingleton(Clocks.Real, TimeProvider.System).AddSingleton(TimeProvider.System);
            builder.Services.AddMessaging(builder.Configuration, "tests", _ => { });
            _service = builder.Build();
            await _service.StartAsync();
        }

        public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(Broker.Address) }.CreateConnectionAsync();

        /// <summary>Publishes as the relay does: until the broker has confirmed it.</summary>
        internal async Task<ProgramCompleted> PublishAsync(long userId = 1)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            var happened = new ProgramCompleted
            {
                UserId = userId,
                OccurredAt = now,
                CorrelationId = Guid.NewGuid(),
                EnrollmentId = 2,
                ProgramId = 3,
                CompletedAt = now,
            };
            var message = OutboxMessages.From([happened]).Single();
            var broker = _service!.Services.GetRequiredService<IBroker>();
            await Eventually.Async(
                async () =>
                {
                    try
                    {
                        using var bound = new CancellationTokenSource(Bound);
                        await broker.PublishAsync(message, bound.Token);
                        return "published";
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        return exception.Message;
                    }
                },
                outcome => outcome == "published",
                Bound);
            return happened;
        }

        public async ValueTask DisposeAsync()
        {
            if (_service is not null)
            {
                await _service.StopAsync();
                _service.Dispose();
            }

            await Broker.DisposeAsync();
        }
    }

    private sealed class Handler(Ear ear) : IFocusEventHandler<ProgramCompleted>
    {
        public Task HandleAsync(ProgramCompleted focusEvent, CancellationToken cancellationToken) =>
            ear.TakeAsync(focusEvent, cancellationToken);
    }
}
