using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.Client.Events;

/// <summary>Takes the messages of one queue, and tells the broker what became of each.</summary>
internal sealed class EventChannel(IChannel channel, EventQueue queue, EventDelivery delivery, Func<string, Task> end) : IAsyncDisposable
{
    // A handler that does not hear that it is told to end must not keep the others from listening again.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The listener itself counts as one until it stops.
    private int _working = 1;

    public async Task StartAsync(ushort prefetch, CancellationToken cancellationToken)
    {
        await queue.DeclareAsync(channel, cancellationToken).ConfigureAwait(false);
        await channel.BasicQosAsync(0, prefetch, global: false, cancellationToken).ConfigureAwait(false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => ReceiveAsync(message);

        // The broker ends a consumer whose queue was removed, and nothing else with it.
        consumer.UnregisteredAsync += (_, _) => end("The broker ended the consumer.");
        await channel.BasicConsumeAsync(queue.Name, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Leave();
        await Task.WhenAny(_idle.Task, Task.Delay(EndTimeout)).ConfigureAwait(false);
        await channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReceiveAsync(BasicDeliverEventArgs message)
    {
        Interlocked.Increment(ref _working);
        try
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            var end = await delivery.TakeAsync(message.Body, CountOf(message.BasicProperties), _stopping.Token).ConfigureAwait(false);
            await AnswerAsync(message.DeliveryTag, end).ConfigureAwait(false);
        }
        catch (Exception exception) when (_stopping.IsCancellationRequested || exception is RabbitMQClientException)
        {
            // The program stops, or the connection is lost: what was not answered is delivered again.
        }
        finally
        {
            Leave();
        }
    }

    private ValueTask AnswerAsync(ulong tag, DeliveryEnd end) => end switch
    {
        DeliveryEnd.Done => channel.BasicAckAsync(tag, multiple: false),
        DeliveryEnd.Again => channel.BasicNackAsync(tag, multiple: false, requeue: true),
        _ => channel.BasicNackAsync(tag, multiple: false, requeue: false),
    };

    private void Leave()
    {
        if (Interlocked.Decrement(ref _working) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private static long CountOf(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue(EventQueue.DeliveryCount, out var count) == true
        ? count switch { long number => number, int number => number, _ => 0 }
        : 0;
}
