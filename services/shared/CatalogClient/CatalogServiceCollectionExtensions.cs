using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Catalog.V1;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.CatalogClient;

/// <summary>Registers the cached reader of the catalog.</summary>
public static class CatalogServiceCollectionExtensions
{
    /// <summary>Makes <see cref="ICatalog"/> available, over the peer at <c>Focus:Peers:Catalog</c>.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddCatalogClient(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPeer<CatalogService.CatalogServiceClient>(configuration, "Catalog");
        services.AddSingleton<CatalogCache>();
        return services.AddSingleton<ICatalog>(provider => provider.GetRequiredService<CatalogCache>());
    }

    /// <summary>Lets every replica drop its list when a program changes. Use with <see cref="AddCatalogClient"/>.</summary>
    /// <param name="messaging">Says what the service wants to know.</param>
    /// <returns>The same builder.</returns>
    public static MessagingBuilder WatchCatalog(this MessagingBuilder messaging) =>
        messaging.Broadcast<CatalogChanged, CatalogCacheInvalidation>();
}
