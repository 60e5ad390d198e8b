using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Persistence;

/// <summary>The sessions' storage: the few ways in which they are read and written.</summary>
internal sealed class SessionStore(IDocumentStore<FocusSession> documents)
{
    // So far back lies the start of what may still be under way. Only somebody who pauses a session day after day comes near it.
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

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

    /// <summary>What the same request started or entered before; null where it has no key, or did nothing yet.</summary>
    public async Task<FocusSession?> FindRepeatedAsync(long userId, OperationContext operation, CancellationToken cancellationToken)
    {
        if (operation.RequestKey is not { } key)
        {
            return null;
        }

        var candidates = await FindManyAsync(userId, SessionId.Candidates(userId, key, operation.Now), cancellationToken);
        return candidates.FirstOrDefault(session => operation.Repeats(session.StartKey, session.MadeAt));
    }

    /// <summary>Whether another session of the person was under way while this one was.</summary>
    public async Task<bool> HasOverlapAsync(FocusSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await Documents.FindAsync(
                new(SessionMap.ByUser)
                {
                    Equal = [session.UserId],
                    From = session.StartedAt - LongestSession,
                    Before = session.EndedAt,
                    Descending = true,
                    Limit = DocumentLimits.MaxRead,
                    PageToken = next,
                },
                cancellationToken);
            if (page.Items.Any(item => item.Document.Id != session.Id
                && item.Document.AsOf(now).Overlaps(session.StartedAt, session.EndedAt!.Value, now)))
            {
                return true;
            }

            next = page.NextPageToken;
        }
        while (next is not null);

        return false;
    }

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
