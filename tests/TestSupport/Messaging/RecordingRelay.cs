using System.Collections.Concurrent;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.TestSupport.Messaging;

/// <summary>A relay that publishes nothing and remembers what it was given. The messages stay in their outbox.</summary>
public sealed class RecordingRelay : IOutboxRelay
{
    private readonly ConcurrentQueue<OutboxMessage> _messages = new();

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What was posted, oldest first.</summary>
    public IReadOnlyList<OutboxMessage> Messages => [.. _messages];

    /// <summary>The events of one kind among what was posted, oldest first.</summary>
    public IReadOnlyList<TEvent> Events<TEvent>()
        where TEvent : FocusEvent =>
        [.. _messages.Select(message => EventTypes.Deserialize(message.Type, message.Body)).OfType<TEvent>()];

    public void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var message in messages)
        {
            _messages.Enqueue(message);
        }
    }
}
