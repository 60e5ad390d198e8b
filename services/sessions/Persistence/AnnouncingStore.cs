using FocusSuite.Documents;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.LiveTimer;

namespace FocusSuite.Sessions.Persistence;

/// <summary>
/// The sessions' store; whoever watches in this replica learns of each save and each removal when it is durable, without the way over the
/// broker. Of a removal, which no event tells of, other replicas learn when they read again (<see cref="TimerStream.RereadInterval"/>).
/// </summary>
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

    public async Task DeleteAsync(string id, long expectedVersion, CancellationToken cancellationToken)
    {
        // Whose it was is known only while it is there.
        var found = await store.GetAsync(id, cancellationToken);
        await store.DeleteAsync(id, expectedVersion, cancellationToken);
        if (found is { Document: var deleted })
        {
            changes.Announce(deleted.UserId);
        }
    }
}
