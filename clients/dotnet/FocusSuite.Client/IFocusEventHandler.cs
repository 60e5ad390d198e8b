using FocusSuite.Messaging.Events;

namespace FocusSuite.Client;

/// <summary>What a program does when it learns of an event. Made anew for each event, in a scope of its own.</summary>
/// <remarks>
/// An event may come twice, late and out of order. The effect must be idempotent: record the event's <see cref="FocusEvent.Id"/> in the
/// same atomic write as the effect, or write what a repeat writes again. An exception is tried again after a pause that grows, a bounded
/// number of times; then the event goes to the dead letters.
/// </remarks>
/// <typeparam name="TEvent">The event.</typeparam>
public interface IFocusEventHandler<in TEvent>
    where TEvent : FocusEvent
{
    /// <summary>Takes in one event.</summary>
    /// <param name="focusEvent">The event.</param>
    /// <param name="cancellationToken">Signaled when the program stops; the event is then delivered again.</param>
    /// <returns>A task that ends when the effect is saved.</returns>
    Task HandleAsync(TEvent focusEvent, CancellationToken cancellationToken);
}
