using System.Diagnostics;
using System.Text.Json;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Client.Events;

/// <summary>What is told to the broker about a delivery.</summary>
internal enum DeliveryEnd
{
    /// <summary>It was handled, or there was nothing to handle.</summary>
    Done,

    /// <summary>It is to be delivered again.</summary>
    Again,

    /// <summary>It belongs to the dead letters.</summary>
    GivenUp,
}

/// <summary>
/// One delivery, from its bytes to what the broker is told. The pause after a failure holds the message here, so that the broker does not
/// deliver it at once, over and over; it takes one of the handler's places meanwhile.
/// </summary>
internal sealed class EventDelivery(
    IServiceProvider services,
    EventSubscription subscription,
    EventQueue queue,
    FocusSuiteEventsOptions options,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>The name of the activities, for whoever collects traces.</summary>
    public const string SourceName = "FocusSuite.Client";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Handles one delivery.</summary>
    /// <param name="body">The message.</param>
    /// <param name="returns">How often it came back before.</param>
    /// <param name="cancellationToken">Signaled when the program stops.</param>
    /// <returns>What is told to the broker.</returns>
    /// <exception cref="OperationCanceledException">The program stops.</exception>
    public async Task<DeliveryEnd> TakeAsync(ReadOnlyMemory<byte> body, long returns, CancellationToken cancellationToken)
    {
        EventEnvelope envelope;
        try
        {
            envelope = EventEnvelope.Read(body, subscription.EventType);
        }
        catch (JsonException exception)
        {
            // It does not become readable by waiting.
            Log.Unreadable(logger, exception, queue.Name, queue.DeadLetters);
            return DeliveryEnd.GivenUp;
        }

        // A service that has just started rehearses, for nobody.
        return envelope.Event.UserId == FocusEvent.Nobody
            ? DeliveryEnd.Done
            : await HandleAsync(envelope, returns, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DeliveryEnd> HandleAsync(EventEnvelope envelope, long returns, CancellationToken cancellationToken)
    {
        var delivery = returns + 1;
        using var activity = Source.StartActivity($"{queue.Name} process", ActivityKind.Consumer, envelope.TraceParent);
        activity?.SetTag("messaging.system", "rabbitmq")
            .SetTag("messaging.destination.name", queue.Name)
            .SetTag("messaging.message.id", envelope.Event.Id);
        try
        {
            await subscription.HandleAsync(services, envelope.Event, cancellationToken).ConfigureAwait(false);
            return DeliveryEnd.Done;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            if (delivery >= options.MaxDeliveries)
            {
                Log.GivenUp(logger, exception, envelope.Event.Id, queue.Name, delivery, queue.DeadLetters);
                return DeliveryEnd.GivenUp;
            }

            var pause = PauseAfter(delivery);
            Log.Failed(logger, exception, envelope.Event.Id, queue.Name, delivery, pause);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            return DeliveryEnd.Again;
        }
    }

    private TimeSpan PauseAfter(long delivery)
    {
        var pause = options.RetryDelay * Math.Pow(2, delivery - 1);
        return pause < options.MaxRetryDelay ? pause : options.MaxRetryDelay;
    }
}
