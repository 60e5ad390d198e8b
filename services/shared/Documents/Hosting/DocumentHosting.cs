using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Documents.Hosting;

/// <summary>Registers a service's own document database.</summary>
public static class DocumentHosting
{
    /// <summary>The documents' database (see <see cref="DocumentsServiceCollectionExtensions.AddDocuments"/>), with its idempotency keys and its preparation at start.</summary>
    /// <param name="builder">The service's host.</param>
    /// <returns>The service's registrations, to add its documents to.</returns>
    public static IServiceCollection AddDocumentDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddDocuments(builder.Configuration).AddDocument(IdempotencyDocument.Map);
        builder.Services.AddSingleton<IIdempotencyStore, DocumentIdempotencyStore>();
        builder.Services.AddHostedService<DocumentMigrator>();
        return builder.Services;
    }
}
