using FocusSuite.Messaging.Events;

namespace FocusSuite.Messaging.Consuming;

/// <summary>What a service does when it learns of an event.</summary>
/// <remarks>
/// An event may come twice, late and out of order. The effect must be idempotent by its own data: what tells a repeat is recorded in the
/// same atomic write as the effect. A transient fault (see <see cref="TransientFaults"/>) is tried again until it has passed; any other
/// exception a few times, then the message goes to the consumer's dead-letter queue.
/// </remarks>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : FocusEvent
{
    /// <summary>Takes in one event.</summary>
    /// <param name="focusEvent">The event.</param>
    /// <param name="cancellationToken">Signaled when the service stops; the message is then delivered again.</param>
    /// <returns>A task that ends when the effect is saved.</returns>
    Task HandleAsync(TEvent focusEvent, CancellationToken cancellationToken);
}
