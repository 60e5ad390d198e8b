using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Messaging.Broker;

/// <summary>The broker as the relay and the waits see it.</summary>
public interface IBroker
{
    /// <summary>Whether the broker is connected now and every queue of this replica is listened to.</summary>
    bool IsConnected { get; }

    /// <summary>Publishes one event and waits for the broker's confirm.</summary>
    /// <param name="message">The event as its outbox holds it.</param>
    /// <param name="cancellationToken">Ends the wait; the message may have been published all the same.</param>
    /// <returns>A task that ends with the confirm.</returns>
    Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken);
}
