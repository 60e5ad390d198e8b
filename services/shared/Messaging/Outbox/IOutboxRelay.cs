namespace FocusSuite.Messaging.Outbox;

/// <summary>Publishes what outboxes hold. There is no other way to publish an event.</summary>
public interface IOutboxRelay
{
    /// <summary>For how long a saver leases its messages to its own process: long enough for the relay to publish them at once.</summary>
    TimeSpan Lease { get; }

    /// <summary>
    /// Hands over messages that were just committed with a lease of <see cref="Lease"/>. Never blocks and never throws; what cannot be
    /// published in time stays in its outbox and is taken from there when the lease has run out.
    /// </summary>
    /// <param name="source">The outbox that holds them.</param>
    /// <param name="messages">The committed messages.</param>
    void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages);
}
