using System.Collections.Concurrent;
using FocusSuite.Documents;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>
/// Sessions in memory, as far as the tests need it: one at a time, with what happens just before a save in the test's hands.
/// </summary>
internal sealed class MemoryStore : IDocumentStore<FocusSession>
{
    private readonly ConcurrentDictionary<string, Versioned<FocusSession>> _sessions = new();

    /// <summary>Runs before each save: throw to refuse it, change the store to be quicker.</summary>
    public Action<FocusSession> BeforeSave { get; set; } = _ => { };

    /// <summary>Runs before each search: throw to be away.</summary>
    public Action BeforeFind { get; set; } = () => { };

    public List<string> PublishedTypes { get; } = [];

    public FocusSession this[string id] => _sessions[id].Document;

    public int Count => _sessions.Count;

    public FocusSession Only() => _sessions.Values.Single().Document;

    public Versioned<FocusSession>? Live(long userId) => _sessions.Values.SingleOrDefault(one => one.Document.LiveUser == userId);

    public void Put(FocusSession session) =>
        _sessions[session.Id] = new(session, (_sessions.GetValueOrDefault(session.Id)?.Version ?? 0) + 1);

    public Task<Versioned<FocusSession>?> GetAsync(long userId, string id, CancellationToken cancellationToken) =>
        Task.FromResult(_sessions.GetValueOrDefault(id) is { } found && found.Document.UserId == userId ? found : null);

    public Task<IReadOnlyList<Versioned<FocusSession>>> GetManyAsync(
        long userId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Versioned<FocusSession>>>(
            [.. ids.Where(_sessions.ContainsKey).Select(id => _sessions[id]).Where(one => one.Document.UserId == userId)]);

    public Task<DocumentPage<FocusSession>> FindAsync(DocumentQuery<FocusSession> query, CancellationToken cancellationToken)
    {
        BeforeFind();
        IReadOnlyList<Versioned<FocusSession>> found = query.Index switch
        {
            "live" => [.. _sessions.Values.Where(one => (query.AnyOf ?? query.Equal).Contains(one.Document.LiveUser))],
            "due" => [.. _sessions.Values.Where(one => one.Document.DueAt < (DateTimeOffset)query.Before!)],
            _ => throw new NotSupportedException(),
        };
        return Task.FromResult(new DocumentPage<FocusSession>(found, null));
    }

    public Task<long> CountAsync(string index, CancellationToken cancellationToken)
    {
        BeforeFind();
        return Task.FromResult<long>(_sessions.Values.Count(one => one.Document.IsLive));
    }

    public Task SaveAsync(
        FocusSession document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        BeforeSave(document);
        if ((_sessions.GetValueOrDefault(document.Id)?.Version ?? 0) != expectedVersion)
        {
            throw new DocumentConflictException("sessions", document.Id, expectedVersion);
        }

        if (document.IsLive && _sessions.Values.Any(one => one.Document.LiveUser == document.UserId && one.Document.Id != document.Id))
        {
            throw new UniqueKeyConflictException("sessions", document.Id, "live_session");
        }

        Put(document);
        PublishedTypes.AddRange(messages.Select(message => message.Type));
        return Task.CompletedTask;
    }

    public Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
