using System.Collections.Concurrent;
using FocusSuite.Faults.Tests.Oracle;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FocusSuite.Faults.Tests.Messages;

/// <summary>Leads the messages of one kind past their consumer to the laboratory, which delivers them as it likes.</summary>
public sealed class Diversion : IAsyncDisposable
{
    private readonly ConcurrentQueue<CapturedMessage> _caught = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly IChannel _channel;
    private readonly MessageKind _kind;

    private Diversion(IChannel channel, MessageKind kind) => (_channel, _kind) = (channel, kind);

    public static async Task<Diversion> BeginAsync(Queues queues, MessageKind kind, CancellationToken ct)
    {
        var diversion = new Diversion(await queues.ChannelAsync(ct), kind);
        await diversion.ListenAsync(ct);
        await diversion._channel.ExchangeUnbindAsync(kind.Queue, kind.Exchange, "", cancellationToken: ct);
        return diversion;
    }

    /// <summary>
    /// Waits until each of these users has caused so many messages. A relay may send one twice; the second is the same message.
    /// </summary>
    public async Task<ILookup<long, CapturedMessage>> CatchAsync(IReadOnlySet<long> users, int perUser, CancellationToken ct)
    {
        var caught = new Dictionary<string, CapturedMessage>();
        while (users.Any(user => caught.Values.Count(letter => letter.UserId == user) < perUser))
        {
            await _arrivals.WaitAsync(ct);
            if (_caught.TryDequeue(out var letter) && users.Contains(letter.UserId))
            {
                caught.TryAdd(letter.Id, letter);
            }
        }

        return caught.Values.ToLookup(letter => letter.UserId);
    }

    /// <summary>Delivers a message to the consumer's queue.</summary>
    public async Task DeliverAsync(CapturedMessage letter, CancellationToken ct) =>
        await _channel.BasicPublishAsync("", _kind.Queue, mandatory: true, letter.Properties, letter.Body, ct);

    /// <summary>Lets messages take their way again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _channel.ExchangeBindAsync(_kind.Queue, _kind.Exchange, "");
        await _channel.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        var queue = (await _channel.QueueDeclareAsync(cancellationToken: ct)).QueueName;
        await _channel.QueueBindAsync(queue, _kind.Exchange, "", cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _caught.Enqueue(new CapturedMessage(delivery.Body.ToArray(), new BasicProperties(delivery.BasicProperties)));
            _arrivals.Release();
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, ct);
    }
}
