using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FocusSuite.Messaging.Tests;

/// <summary>Reads queues without MassTransit.</summary>
internal static class RabbitQueues
{
    /// <summary>The body of the next message of a queue, or of the next that has a text in it: what else is there goes.</summary>
    public static async Task<string> WaitForMessageAsync(this IChannel channel, string queue, TimeSpan bound, string with = "") =>
        await await channel.ListenAsync(queue, bound, with);

    /// <summary>
    /// Listens to a queue and gives the wait for its next message. Of a queue that nobody has declared yet, listen before somebody else
    /// may declare it: a queue that another connection is just making refuses consumers with an internal error of the broker.
    /// </summary>
    public static async Task<Task<string>> ListenAsync(this IChannel channel, string queue, TimeSpan bound, string with = "")
    {
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var body = Encoding.UTF8.GetString(delivery.Body.Span);
            if (body.Contains(with, StringComparison.Ordinal))
            {
                arrived.TrySetResult(body);
            }

            return Task.CompletedTask;
        };

        // MassTransit declares its dead-letter queues with the first message; the same declaration makes it there to listen to.
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return arrived.Task.WaitAsync(bound);
    }
}
