using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Pipeline;
using MassTransit;

namespace FocusSuite.Messaging.Consuming;

/// <summary>The seam to MassTransit: hands a delivered event to its handler.</summary>
internal sealed class EventConsumer<TEvent, THandler>(THandler handler, IEnumerable<IErasedUsers> erased) : IConsumer<TEvent>
    where TEvent : FocusEvent
    where THandler : class, IEventHandler<TEvent>
{
    public async Task Consume(ConsumeContext<TEvent> context)
    {
        // It would bring back something of a person who was erased while it was on its way.
        if (erased.Any(users => users.Contains(context.Message.UserId)))
        {
            return;
        }

        PipelinePoints.Pass(PipelinePoints.BeforeEffect);
        await handler.HandleAsync(context.Message, context.CancellationToken);
        PipelinePoints.Pass(PipelinePoints.AfterEffectBeforeAck);
    }
}
