using FocusSuite.Hosting.Migrating;
using FocusSuite.Hosting.Warming;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Documents.Hosting;

/// <summary>Registers a service's own document database.</summary>
public static class DocumentHosting
{
    /// <summary>
    /// The documents' database (see <see cref="DocumentsServiceCollectionExtensions.AddDocuments"/>), with its idempotency keys and its
    /// preparation at start.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <returns>The service's registrations, to add its documents to.</returns>
    public static IServiceCollection AddDocumentDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddDocuments(builder.Configuration).AddDocument(IdempotencyDocument.Map).AddDocument(ErasureDocument.Map);
        builder.Services.AddSingleton<IErasureLedger, DocumentErasureLedger>();
        builder.Services.AddSingleton<IIdempotencyStore, DocumentIdempotencyStore>();
        builder.Services.AddSingleton<ISchema, DocumentSchema>();
        builder.Services.AddSingleton<IWarmUp, DocumentWarmUp>();
        return builder.Services;
    }

    /// <summary>
    /// Registers documents that are about people: they are exported and erased with their person. The service answers to that by
    /// <c>MapPersonalData</c>.
    /// </summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <param name="map">The documents' map.</param>
    /// <param name="name">What they are called in exports and receipts, e.g. <c>focus_sessions</c>.</param>
    /// <param name="index">An index of the map whose only equality field is the user.</param>
    /// <param name="idOf">A document's id.</param>
    /// <param name="exported">
    /// False for what tells a person nothing, such as a note between two services: it is erased, and not exported.
    /// </param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddPersonalDocument<T>(
        this IServiceCollection services, DocumentMap<T> map, string name, string index, Func<T, string> idOf, bool exported = true)
        where T : class
    {
        if (services.All(service => service.ServiceType != typeof(IPersonalData)))
        {
            services.AddPersonalData<PersonalDocuments>();
        }

        services.AddDocument(map);
        return services.AddSingleton<IPersonalDocumentKind>(provider =>
            new PersonalDocumentKind<T>(name, index, provider.GetRequiredService<IDocumentStore<T>>(), idOf) { IsExported = exported });
    }
}
