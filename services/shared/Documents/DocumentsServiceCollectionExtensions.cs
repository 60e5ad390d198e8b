using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FocusSuite.Documents;

/// <summary>Registers document stores.</summary>
public static class DocumentsServiceCollectionExtensions
{
    /// <summary>
    /// Registers the database of this process (<see cref="IDocumentDatabase"/>) and its outbox (<see cref="IOutboxSource"/>): MongoDB when
    /// <c>ConnectionStrings:MongoDb</c> is set, else PostgreSQL at <c>ConnectionStrings:Postgres</c>. Needs an <see cref="IOutboxRelay"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The configuration.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DocumentsOptions>()
            .Bind(configuration.GetSection(DocumentsOptions.Section))
            .Configure(options =>
            {
                options.MongoDb = configuration.GetConnectionString("MongoDb");
                options.Postgres = configuration.GetConnectionString("Postgres");
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DocumentsOptions>, DocumentsOptionsValidator>());
        services.TryAddSingleton(DocumentBackendFactory.Create);
        services.TryAddSingleton<IDocumentDatabase>(provider => provider.GetRequiredService<DocumentBackend>());
        services.AddSingleton(provider => provider.GetRequiredService<DocumentBackend>().Outbox);
        return services;
    }

    /// <summary>Registers the <see cref="IDocumentStore{T}"/> of one kind of documents.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="map">The documents' map.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDocument<T>(this IServiceCollection services, DocumentMap<T> map)
        where T : class
    {
        services.AddSingleton<IDocumentMap>(map);
        services.TryAddSingleton(
            provider => provider.GetRequiredService<DocumentBackend>().Open(map, provider.GetRequiredService<IOutboxRelay>()));
        return services;
    }
}
