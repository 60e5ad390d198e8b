using FocusSuite.Documents;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.LiveTimer;

namespace FocusSuite.Sessions.Persistence;

/// <summary>
/// The sessions' store; whoever watches in this replica learns of each save and each removal when it is durable, without the way over the
/// broker. Of a removal, which no event tells of, other replicas learn when they read again (<see cref="Rereads.Interval"/>).
/// </summary>
internal sealed class AnnouncingStore(IDocumentStore<FocusSession> store, SessionChanges changes) : IDocumentStore<FocusSession>
{
    public Task<Versioned<FocusSession>?> GetAsync(long userId, string id, CancellationToken cancellationToken) =>
        store.GetAsync(userId, id, cancellationToken);

    public Versioned<FocusSession>? Recall(long userId, string id) => store.Recall(userId, id);

    public Task<IReadOnlyList<Versioned<FocusSession>>> GetManyAsync(
        long userId,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken) => store.GetManyAsync(userId, ids, cancellationToken);

    public Task<DocumentPage<FocusSession>> FindAsync(DocumentQuery<FocusSession> query, CancellationToken cancellationToken) =>
        store.FindAsync(query, cancellationToken);

    public Task<long> CountAsync(string index, CancellationToken cancellationToken) => store.CountAsync(index, cancellationToken);

    public async Task SaveAsync(
        FocusSession document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        await store.SaveAsync(document, expectedVersion, messages, cancellationToken);
        changes.Announce(document.UserId);
    }

    public async Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(userId, id, expectedVersion, cancellationToken);
        changes.Announce(userId);
    }
}
