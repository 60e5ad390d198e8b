using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Persistence;

/// <summary>The sessions' storage: the few ways in which they are read and written.</summary>
internal sealed class SessionStore(IDocumentStore<FocusSession> documents)
{
    /// <summary>The documents themselves, for read, decide, save.</summary>
    public IDocumentStore<FocusSession> Documents { get; } = documents;

    public async Task<FocusSession?> FindLiveAsync(long userId, CancellationToken cancellationToken) =>
        (await FindLiveVersionAsync(userId, cancellationToken))?.Document;

    public async Task<Versioned<FocusSession>?> FindLiveVersionAsync(long userId, CancellationToken cancellationToken)
    {
        var page = await Documents.FindAsync(new(SessionMap.Live) { UserId = userId, Equal = [userId], Limit = 1 }, cancellationToken);
        return page.Items.Count == 0 ? null : page.Items[0];
    }

    /// <summary>The live sessions of several people, at most <see cref="DocumentLimits.MaxRead"/>, in one statement.</summary>
    public async Task<IReadOnlyList<Versioned<FocusSession>>> FindLiveVersionsAsync(
        IEnumerable<long> userIds, CancellationToken cancellationToken)
    {
        var query = new DocumentQuery<FocusSession>(SessionMap.Live) { AnyOf = [.. userIds], Limit = DocumentLimits.MaxRead };
        return (await Documents.FindAsync(query, cancellationToken)).Items;
    }

    public Task<long> CountLiveAsync(CancellationToken cancellationToken) => Documents.CountAsync(SessionMap.Live, cancellationToken);

    public async Task<IReadOnlyList<FocusSession>> FindManyAsync(
        long userId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        [.. (await Documents.GetManyAsync(userId, ids, cancellationToken)).Select(found => found.Document)];

    public Task<DocumentPage<FocusSession>> FindByUserAsync(
        long userId, int limit, string? pageToken, CancellationToken cancellationToken) =>
        Documents.FindAsync(
            new(SessionMap.ByUser) { Equal = [userId], Descending = true, Limit = limit, PageToken = pageToken }, cancellationToken);

    public Task<DocumentPage<FocusSession>> FindDueAsync(
        DateTimeOffset now, int limit, string? pageToken, CancellationToken cancellationToken) =>
        // Before excludes its bound, but a session is due at its very millisecond.
        Documents.FindAsync(
            new(SessionMap.Due) { Before = now.AddMilliseconds(1), Limit = limit, PageToken = pageToken }, cancellationToken);

    public Task SaveAsync(
        FocusSession session, long expectedVersion, IReadOnlyCollection<FocusEvent> events, CancellationToken cancellationToken) =>
        Documents.SaveAsync(session, expectedVersion, OutboxMessages.From(events), cancellationToken);
}
