using FocusSuite.Messaging.Events;

namespace FocusSuite.Messaging.Consuming;

/// <summary>The queue of a consumer as metrics name it.</summary>
/// <param name="Label">The queue's name, of a temporary queue without what makes it unique.</param>
internal sealed record ConsumerQueue<TEvent, THandler>(string Label)
    where TEvent : FocusEvent
    where THandler : class, IEventHandler<TEvent>;
