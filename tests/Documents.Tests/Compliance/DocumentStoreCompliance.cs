using System.Net;
using FocusSuite.Documents.Tests.Servers;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>
/// What every adapter promises, in one suite; each file is a chapter of it. Every test has a database of its own and goes through the
/// registration that services use.
/// </summary>
public abstract partial class DocumentStoreCompliance(IDocumentServer server) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _started = [];
    private readonly CancellationTokenSource _bound = new(TimeSpan.FromSeconds(60));
    private TestDatabase? _database;
    private Replica? _replica;

    protected RecordingRelay Relay { get; } = new();

    protected CancellationToken Bound => _bound.Token;

    protected Replica One => _replica!;

    protected IDocumentStore<Session> Store => One.Store<Session>();

    protected IOutboxSource Outbox => One.Outbox;

    public virtual async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _replica = Start(Relay);
        await _replica.Database.EnsureCreatedAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started)
        {
            await started.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DropAsync();
        }

        _bound.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Replica Start(RecordingRelay relay, IPEndPoint? proxy = null, TimeSpan? selection = null) =>
        Start(relay, services => services.AddDocument(Session.Map).AddDocument(Awkward.Map), proxy, selection);

    protected Replica Start(RecordingRelay relay, Action<IServiceCollection> register, IPEndPoint? proxy = null, TimeSpan? selection = null)
    {
        var settings = new Dictionary<string, string?>
        {
            [_database!.Key] = _database.ConnectionString(proxy),
            ["Documents:ServerSelectionTimeout"] = (selection ?? TimeSpan.FromSeconds(20)).ToString(),
        };
        var replica = Replica.Start(settings, relay, register);
        _started.Add(replica);
        return replica;
    }

    protected LossyProxy StartProxy()
    {
        var proxy = new LossyProxy(server.EndPoint);
        _started.Add(proxy);
        return proxy;
    }

    protected Task SaveNewAsync(params IEnumerable<Session> sessions) =>
        Task.WhenAll(sessions.Select(session => Store.SaveAsync(session, 0, [], Bound)));

    protected static OutboxMessage Message(string type = "SessionCompleted", int minute = 0)
    {
        var trace = minute % 2 == 0 ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : null;
        return new(Guid.NewGuid(), type, $$"""{"text":"äöü 🎯 \"{{type}}\""}""", trace, Session.Epoch.AddMinutes(minute));
    }
}
