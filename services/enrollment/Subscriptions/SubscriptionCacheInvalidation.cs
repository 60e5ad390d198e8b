using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Enrollment.Subscriptions;

/// <summary>Every replica drops what it has of a subscription that changed.</summary>
internal sealed class SubscriptionCacheInvalidation(SubscriptionCache cache) : IEventHandler<SubscriptionChanged>
{
    public Task HandleAsync(SubscriptionChanged focusEvent, CancellationToken cancellationToken)
    {
        cache.Drop(focusEvent.UserId);
        return Task.CompletedTask;
    }
}
