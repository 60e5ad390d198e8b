using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.CatalogClient;

/// <summary>Every replica drops what it has of a program that changed.</summary>
internal sealed class CatalogCacheInvalidation(CatalogCache cache) : IEventHandler<CatalogChanged>
{
    public Task HandleAsync(CatalogChanged focusEvent, CancellationToken cancellationToken)
    {
        cache.Drop(focusEvent.ProgramId);
        return Task.CompletedTask;
    }
}
