using FocusSuite.Documents.Mongo;
using FocusSuite.Documents.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.Documents.Internal;

/// <summary>Picks the adapter by the configuration.</summary>
internal static class DocumentBackendFactory
{
    public static DocumentBackend Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DocumentsOptions>>().Value;
        var maps = services.GetServices<IDocumentMap>().ToArray();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("FocusSuite.Documents");
        return string.IsNullOrWhiteSpace(options.MongoDb)
            ? new PostgresBackend(options, maps, logger)
            : new MongoBackend(options, maps, logger);
    }
}
