using FocusSuite.Documents;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Sessions.Watching;

/// <summary>The sessions' store; whoever watches in this replica learns of each save when it is durable, without the way over the broker.</summary>
internal sealed class AnnouncingStore(IDocumentStore<FocusSession> store, SessionChanges changes) : IDocumentStore<FocusSession>
{
    public Task<Versioned<FocusSession>?> GetAsync(string id, CancellationToken cancellationToken) => store.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<Versioned<FocusSession>>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        store.GetManyAsync(ids, cancellationToken);

    public Task<DocumentPage<FocusSession>> FindAsync(DocumentQuery<FocusSession> query, CancellationToken cancellationToken) =>
        store.FindAsync(query, cancellationToken);

    public Task<long> CountAsync(string index, CancellationToken cancellationToken) => store.CountAsync(index, cancellationToken);

    public async Task SaveAsync(FocusSession document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        await store.SaveAsync(document, expectedVersion, messages, cancellationToken);
        changes.Announce(document.UserId);
    }

    public Task DeleteAsync(string id, long expectedVersion, CancellationToken cancellationToken) => store.DeleteAsync(id, expectedVersion, cancellationToken);
}
