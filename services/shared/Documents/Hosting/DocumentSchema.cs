using FocusSuite.Hosting.Migrating;

namespace FocusSuite.Documents.Hosting;

/// <summary>What the documents of a service need. It only adds: a replica of the version before never notices.</summary>
internal sealed class DocumentSchema(IDocumentDatabase database) : ISchema
{
    public Task MigrateAsync(CancellationToken cancellationToken) => database.EnsureCreatedAsync(cancellationToken);
}
