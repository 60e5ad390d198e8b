using System.Collections.Concurrent;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.TestSupport.Messaging;

/// <summary>A broker that confirms what it gets, unless it is told to be away, to refuse or to hang.</summary>
public sealed class FakeBroker : IBroker
{
    private readonly ConcurrentQueue<OutboxMessage> _published = new();

    public bool IsConnected { get; set; } = true;

    /// <summary>Runs before each confirm: throw to refuse, wait to be slow.</summary>
    public Func<OutboxMessage, CancellationToken, Task> BeforeConfirm { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What was confirmed, oldest first.</summary>
    public IReadOnlyList<OutboxMessage> Published => [.. _published];

    /// <summary>The events of one kind among what was confirmed, oldest first.</summary>
    public IReadOnlyList<TEvent> Events<TEvent>()
        where TEvent : FocusEvent =>
        [.. _published.Select(message => EventTypes.Deserialize(message.Type, message.Body)).OfType<TEvent>()];

    public async Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        await BeforeConfirm(message, cancellationToken);
        _published.Enqueue(message);
    }
}
