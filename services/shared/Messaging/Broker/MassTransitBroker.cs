using System.Diagnostics;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using MassTransit;

namespace FocusSuite.Messaging.Broker;

/// <summary>RabbitMQ through MassTransit. Publisher confirms are on, so the end of a publish is the broker's word.</summary>
internal sealed class MassTransitBroker(IBusControl bus) : IBroker
{
    public bool IsConnected => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    public async Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var focusEvent = EventTypes.Deserialize(message.Type, message.Body);

        // The relay runs outside the operation: its trace is picked up from the outbox, so that one trace reaches the last effect.
        using var activity = MessagingTelemetry.Source.StartActivity("outbox relay", ActivityKind.Internal, message.TraceParent);
        await bus.Publish(
            focusEvent,
            focusEvent.GetType(),
            context =>
            {
                context.MessageId = message.Id;
                context.CorrelationId = focusEvent.CorrelationId;
            },
            cancellationToken);
    }
}
