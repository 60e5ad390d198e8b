using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Internal;

/// <summary>An adapter: one database and what it keeps.</summary>
internal abstract class DocumentBackend : IDocumentDatabase
{
    public abstract string Kind { get; }

    public abstract IOutboxSource Outbox { get; }

    public abstract IDocumentStore<T> Open<T>(DocumentMap<T> map)
        where T : class;

    public abstract Task EnsureCreatedAsync(CancellationToken cancellationToken);

    public abstract Task PingAsync(CancellationToken cancellationToken);
}
