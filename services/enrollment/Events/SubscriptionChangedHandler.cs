using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Enrollment.Events;

/// <summary>Every replica drops what it has of a subscription that changed.</summary>
internal sealed class SubscriptionChangedHandler(SubscriptionCache cache) : IEventHandler<SubscriptionChanged>
{
    public Task HandleAsync(SubscriptionChanged focusEvent, CancellationToken cancellationToken)
    {
        cache.Drop(focusEvent.UserId);
        return Task.CompletedTask;
    }
}
