using System.Text;
using System.Threading.Channels;
using FocusSuite.Domain;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

/// <summary>S17: a quorum queue without a leader yet, as after a broker's start, is waited for and takes nothing for empty.</summary>
public sealed class LeaderlessQueueTests(OwnBroker broker) : IClassFixture<OwnBroker>
{
    private const long Erased = 42;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    private readonly string _service = $"t{Guid.NewGuid():N}";

    private string Queue => $"{_service}.session-paused";

    /// <summary>
    /// S17: the dead letters of a user are found once the queue leads again; before, it looks empty or ends the connection.
    /// </summary>
    [Fact]
    public async Task RemoveDeadLetters_QueueHasNoLeaderYet_WaitsAndRemovesThem()
    {
        using var bound = new CancellationTokenSource(Bound);
        await PutAsync(Queue + "_error", """{"message":{"userId":42}}""", bound.Token);
        await broker.StopLeadersAsync(bound.Token);

        var removing = new DeadLetters(new Uri(broker.Address), [Queue], leaderTimeout: Bound).RemoveOfUserAsync(Erased, bound.Token);
        await broker.StartLeadersAsync(bound.Token);

        (await removing).ShouldBe(1);
    }

    /// <summary>S17: the wait has a bound, and its end says that it may be tried again.</summary>
    [Fact]
    public async Task RemoveDeadLetters_QueueGetsNoLeader_FailsInAWayThatPasses()
    {
        using var bound = new CancellationTokenSource(Bound);
        await PutAsync(Queue + "_error", """{"message":{"userId":42}}""", bound.Token);
        await broker.StopLeadersAsync(bound.Token);
        try
        {
            var letters = new DeadLetters(new Uri(broker.Address), [Queue], leaderTimeout: TimeSpan.FromSeconds(1));

            var fault = await Should.ThrowAsync<IOException>(() => letters.RemoveOfUserAsync(Erased, bound.Token));

            TransientFaults.Is(fault).ShouldBeTrue();
        }
        finally
        {
            await broker.StartLeadersAsync(bound.Token);
        }
    }

    /// <summary>S17: a consumer that comes before its queue leads consumes when it does.</summary>
    [Fact]
    public async Task Consume_QueueHasNoLeaderYet_ConsumesWhenItHas()
    {
        using var bound = new CancellationTokenSource(Bound);
        var handled = Channel.CreateUnbounded<Guid>();
        var sent = Facts.Paused();
        using (var first = Build(handled))
        {
            await first.StartAsync(bound.Token);
            await WhenConnectedAsync(first, bound.Token);
            await first.StopAsync(bound.Token);
        }

        await broker.StopLeadersAsync(bound.Token);
        using var host = Build(handled);
        await host.StartAsync(bound.Token);
        await broker.StartLeadersAsync(bound.Token);
        await WhenConnectedAsync(host, bound.Token);
        await host.Services.GetRequiredService<IBroker>().PublishAsync(Facts.Message(sent), bound.Token);

        (await handled.Reader.ReadAsync(bound.Token)).ShouldBe(sent.Id);
        await host.StopAsync(bound.Token);
    }

    /// <summary>S17: a consumer whose queue loses its leader goes on when it has one again.</summary>
    [Fact]
    public async Task Consume_QueueLosesItsLeader_GoesOnWhenItHasOneAgain()
    {
        using var bound = new CancellationTokenSource(Bound);
        var handled = Channel.CreateUnbounded<Guid>();
        var sent = Facts.Paused();
        using var host = Build(handled);
        await host.StartAsync(bound.Token);
        await WhenConnectedAsync(host, bound.Token);

        await broker.StopLeadersAsync(bound.Token);
        var publishing = host.Services.GetRequiredService<IBroker>().PublishAsync(Facts.Message(sent), bound.Token);
        await broker.StartLeadersAsync(bound.Token);
        await publishing;

        (await handled.Reader.ReadAsync(bound.Token)).ShouldBe(sent.Id);
        await host.StopAsync(bound.Token);
    }

    /// <summary>S17: an event whose consumer has never run is published once the queue that waits for it leads.</summary>
    [Fact]
    public async Task Publish_WaitingQueueHasNoLeaderYet_ComesToItsQueueWhenItHas()
    {
        using var bound = new CancellationTokenSource(Bound);
        var (before, after) = (Facts.Advanced(), Facts.Advanced());
        using (var first = Build(Channel.CreateUnbounded<Guid>()))
        {
            await first.StartAsync(bound.Token);
            await WhenConnectedAsync(first, bound.Token);
            await first.Services.GetRequiredService<IBroker>().PublishAsync(Facts.Message(before), bound.Token);
            await first.StopAsync(bound.Token);
        }

        await broker.StopLeadersAsync(bound.Token);
        using var host = Build(Channel.CreateUnbounded<Guid>());
        await host.StartAsync(bound.Token);
        var publishing = PublishUntilConfirmedAsync(host, after, bound.Token);
        await broker.StartLeadersAsync(bound.Token);
        await publishing;

        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.Address) }.CreateConnectionAsync(bound.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: bound.Token);
        (await channel.WaitForMessageAsync("progress.program-advanced", Bound, with: after.Id.ToString()))
            .ShouldContain("programCompleted");
        await host.StopAsync(bound.Token);
    }

    /// <summary>As the relay does: again, until the broker confirms it.</summary>
    private static async Task PublishUntilConfirmedAsync(IHost host, FocusEvent focusEvent, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(4));
            try
            {
                await host.Services.GetRequiredService<IBroker>().PublishAsync(Facts.Message(focusEvent), timeout.Token)
                    .WaitAsync(timeout.Token);
                return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The relay leaves it in the outbox and tries again.
            }
        }
    }

    private static async Task WhenConnectedAsync(IHost host, CancellationToken cancellationToken)
    {
        var connection = host.Services.GetRequiredService<IBroker>();
        while (!connection.IsConnected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private async Task PutAsync(string queue, string body, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker.Address) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken);
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellationToken);
        await channel.BasicPublishAsync(
            string.Empty, queue, mandatory: true, new BasicProperties(), Encoding.UTF8.GetBytes(body), cancellationToken);
    }

    private IHost Build(Channel<Guid> handled)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:RabbitMq"] = broker.Address,
            ["Focus:Messaging:BusTimeout"] = "00:00:03",
        });
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Services.AddSingleton(handled.Writer);
        builder.Services.AddKeyedSingleton(Clocks.Real, TimeProvider.System).AddSingleton(TimeProvider.System);
        builder.Services.AddMessaging(
            builder.Configuration, _service, messaging => messaging.ConsumeUnannounced<SessionPaused, Recording>());
        return builder.Build();
    }

    private sealed class Recording(ChannelWriter<Guid> handled) : IEventHandler<SessionPaused>
    {
        public Task HandleAsync(SessionPaused focusEvent, CancellationToken cancellationToken) =>
            handled.WriteAsync(focusEvent.Id, cancellationToken).AsTask();
    }
}
