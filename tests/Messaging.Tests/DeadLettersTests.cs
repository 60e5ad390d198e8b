using System.Text;
using FocusSuite.Messaging.Consuming;
using RabbitMQ.Client;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

/// <summary>Messages that nobody could handle, in a real RabbitMQ. Each test has a queue of its own.</summary>
public sealed class DeadLettersTests(Servers servers) : IAsyncLifetime
{
    private const long Erased = 42;
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    private readonly string _queue = $"t{Guid.NewGuid():N}.session-completed";
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    private string Dead => _queue + "_error";

    public async ValueTask InitializeAsync()
    {
        _connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(Dead);
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task Remove_OfAUser_TakesThatUsersAndLeavesTheOthersAsTheyWere()
    {
        await PutAsync(
            """{"message":{"userId":42,"sessionId":"a"}}""",
            """{"message":{"userId":7,"sessionId":"42"}}""",
            """{"message":{"UserId" : "42"}}""",
            """{"message":{"userId":421}}""",
            """{ this is no message, "userId": 42, """);

        (await Letters().RemoveOfUserAsync(Erased, CancellationToken.None)).ShouldBe(3);

        var left = await TakeAsync();
        left.Select(letter => letter.Body).ShouldBe(["""{"message":{"userId":7,"sessionId":"42"}}""", """{"message":{"userId":421}}"""]);
        left.Select(letter => letter.Reason).ShouldBe(["reason 1", "reason 3"]);
    }

    [Fact]
    public async Task Remove_ManyTimes_LosesNoneOfTheOthers()
    {
        await PutAsync("""{"message":{"userId":7}}""", """{"message":{"userId":8}}""");

        // More often than a quorum queue of a newer broker lets a message come back.
        for (var time = 0; time < 25; time++)
        {
            (await Letters().RemoveOfUserAsync(Erased, CancellationToken.None)).ShouldBe(0);
        }

        (await TakeAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Remove_ThereIsNoSuchQueue_RemovesNothing() =>
        (await Letters().RemoveOfUserAsync(Erased, CancellationToken.None)).ShouldBe(0);

    [Fact]
    public async Task Remove_BrokerIsAway_FailsInAWayThatPasses()
    {
        var letters = new DeadLetters(new Uri("amqp://nobody:nothing@127.0.0.1:1/none"), [_queue]);

        var fault = await Should.ThrowAsync<IOException>(() => letters.RemoveOfUserAsync(Erased, CancellationToken.None));

        TransientFaults.Is(fault).ShouldBeTrue();
    }

    private DeadLetters Letters() => new(new Uri(servers.RabbitMq), [_queue]);

    private async Task PutAsync(params string[] bodies)
    {
        await _channel.QueueDeclareAsync(Dead, durable: true, exclusive: false, autoDelete: false, Quorum);
        foreach (var (body, number) in bodies.Select((body, number) => (body, number)))
        {
            var properties = new BasicProperties { Headers = new Dictionary<string, object?> { ["MT-Reason"] = $"reason {number}" } };
            await _channel.BasicPublishAsync(string.Empty, Dead, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        }
    }

    private async Task<List<(string Body, string Reason)>> TakeAsync()
    {
        var taken = new List<(string, string)>();
        while (await _channel.BasicGetAsync(Dead, autoAck: true) is { } letter)
        {
            taken.Add(
                (Encoding.UTF8.GetString(letter.Body.Span), Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Reason"]!)));
        }

        return taken;
    }
}
