using FocusSuite.Messaging.Events;
using MassTransit;

namespace FocusSuite.Messaging.Consuming;

/// <summary>The seam to MassTransit: hands a delivered event to its handler.</summary>
internal sealed class EventConsumer<TEvent, THandler>(THandler handler) : IConsumer<TEvent>
    where TEvent : FocusEvent
    where THandler : class, IEventHandler<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) => handler.HandleAsync(context.Message, context.CancellationToken);
}
