using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FocusSuite.Messaging.Tests;

/// <summary>Reads queues without MassTransit.</summary>
internal static class RabbitQueues
{
    /// <summary>The body of the next message of a queue that exists or will within the bound.</summary>
    public static async Task<string> WaitForMessageAsync(this IChannel channel, string queue, TimeSpan bound)
    {
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            arrived.TrySetResult(Encoding.UTF8.GetString(delivery.Body.Span));
            return Task.CompletedTask;
        };

        // MassTransit declares its dead-letter queues with the first message; the same declaration here makes it there to listen to.
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return await arrived.Task.WaitAsync(bound);
    }
}
