using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace FocusSuite.Client.Events;

/// <summary>One connection to the broker with a channel for each queue, from its start to its end.</summary>
internal sealed class EventConnection : IAsyncDisposable
{
    // A connection that was lost without a word is noticed when two of these are missed.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IConnection _connection;
    private readonly List<EventChannel> _channels = [];

    private EventConnection(IConnection connection)
    {
        _connection = connection;
        connection.ConnectionShutdownAsync += (_, reason) => EndAsync(reason.ReplyText);
    }

    /// <summary>Ends with the reason when it is of no more use.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Connects, makes what is not there, and listens.</summary>
    public static async Task<EventConnection> OpenAsync(
        IServiceProvider services,
        IReadOnlyList<EventSubscription> subscriptions,
        FocusSuiteEventsOptions options,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Broker),
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            ClientProvidedName = options.Consumer,
        };
        var opened = new EventConnection(await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false));
        try
        {
            foreach (var subscription in subscriptions)
            {
                await opened.ListenAsync(services, subscription, options, logger, cancellationToken).ConfigureAwait(false);
            }

            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets handlers come to their end, which the program's stop has told them, and disconnects. What was not acknowledged is
    /// delivered again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
        }

        using var bound = new CancellationTokenSource(CloseTimeout);
        try
        {
            await _connection.CloseAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException)
        {
            // It is gone, or the broker does not answer: nothing is left to be said.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ListenAsync(
        IServiceProvider services,
        EventSubscription subscription,
        FocusSuiteEventsOptions options,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var queue = EventQueue.Of(options.Consumer, subscription.EventType);
        var channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(false, false, consumerDispatchConcurrency: (ushort)options.Concurrency), cancellationToken)
                .ConfigureAwait(false);
        channel.ChannelShutdownAsync += (_, reason) => EndAsync(reason.ReplyText);
        var listening = new EventChannel(
            channel, queue, new EventDelivery(services, subscription, queue, options, TimeProvider.System, logger), EndAsync);
        _channels.Add(listening);
        await listening.StartAsync((ushort)options.Prefetch, cancellationToken).ConfigureAwait(false);
    }

    private Task EndAsync(string reason)
    {
        _ended.TrySetResult(reason);
        return Task.CompletedTask;
    }
}
