using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.CatalogClient;

/// <summary>Every replica drops its list when a program changed.</summary>
internal sealed class CatalogCacheInvalidation(CatalogCache cache) : IEventHandler<CatalogChanged>
{
    public Task HandleAsync(CatalogChanged focusEvent, CancellationToken cancellationToken)
    {
        cache.Drop();
        return Task.CompletedTask;
    }
}
