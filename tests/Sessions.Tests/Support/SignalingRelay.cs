using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.TestSupport.Messaging;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>A relay that remembers, and that a test can wait for.</summary>
internal sealed class SignalingRelay(RecordingRelay recorded) : IOutboxRelay
{
    /// <summary>Raised after something was posted.</summary>
    public event Action? Posted;

    public TimeSpan Lease => recorded.Lease;

    public IReadOnlyList<TEvent> Events<TEvent>()
        where TEvent : FocusEvent => recorded.Events<TEvent>();

    public void Post(IOutboxSource source, IReadOnlyList<OutboxMessage> messages)
    {
        recorded.Post(source, messages);
        Posted?.Invoke();
    }
}
