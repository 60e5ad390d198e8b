using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Pipeline;
using MassTransit;

namespace FocusSuite.Messaging.Consuming;

/// <summary>The seam to MassTransit: hands a delivered event to its handler.</summary>
internal sealed class EventConsumer<TEvent, THandler>(
    THandler handler, IEnumerable<IErasedUsers> erased, ConsumerQueue queue, TimeProvider clock) : IConsumer<TEvent>
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
        RecordLag(context.Message);
        PipelinePoints.Pass(PipelinePoints.AfterEffectBeforeAck);
    }

    private void RecordLag(TEvent handled)
    {
        var lag = clock.GetUtcNow() - handled.OccurredAt;
        MessagingTelemetry.Lag.Record(
            Math.Max(0, lag.TotalSeconds),
            new(MessagingTelemetry.EventLabel, typeof(TEvent).Name),
            new(MessagingTelemetry.QueueLabel, queue.Label));
    }
}
