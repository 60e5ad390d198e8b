using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FocusSuite.Messaging.Tests;

/// <summary>Reads queues without MassTransit.</summary>
internal static class RabbitQueues
{
    /// <summary>
    /// The body of the next message of a queue that exists or will within the bound, or of the next that has a text in it: what else is
    /// there goes.
    /// </summary>
    public static async Task<string> WaitForMessageAsync(this IChannel channel, string queue, TimeSpan bound, string with = "")
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

        // MassTransit declares its dead-letter queues with the first message; the same declaration here makes it there to listen to.
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return await arrived.Task.WaitAsync(bound);
    }
}
