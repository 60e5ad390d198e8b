using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FocusSuite.Client.Tests.Events;

/// <summary>Takes what is published of a kind of event, as it is on the wire.</summary>
internal sealed class EventTap : IAsyncDisposable
{
    private readonly Channel<byte[]> _bodies = Channel.CreateUnbounded<byte[]>();
    private readonly IConnection _connection;

    private EventTap(IConnection connection) => _connection = connection;

    public static async Task<EventTap> OpenAsync(string broker, Type focusEvent)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var exchange = $"{focusEvent.Namespace}:{focusEvent.Name}";
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, exchange, "");
        var tap = new EventTap(connection);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, message) => await tap._bodies.Writer.WriteAsync(message.Body.ToArray());
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return tap;
    }

    public async Task<byte[]> NextAsync(TimeSpan timeout)
    {
        using var bound = new CancellationTokenSource(timeout);
        return await _bodies.Reader.ReadAsync(bound.Token);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
