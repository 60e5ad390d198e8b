using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Internal;

/// <summary>An adapter: one database and what it keeps.</summary>
internal abstract class DocumentBackend : IDocumentDatabase, IDisposable
{
    public abstract string Kind { get; }

    public abstract IOutboxSource Outbox { get; }

    // The relay comes late: it needs the outbox, so the backend cannot need it.
    public abstract IDocumentStore<T> Open<T>(DocumentMap<T> map, IOutboxRelay relay)
        where T : class;

    public abstract Task EnsureCreatedAsync(CancellationToken cancellationToken);

    public abstract ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken);

    public abstract Task PingAsync(CancellationToken cancellationToken);

    public abstract void Dispose();
}
