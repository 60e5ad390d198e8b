using FocusSuite.Documents.Tests.Compliance;
using MongoDB.Bson;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>
/// The MongoDB adapter against a scripted peer: what it sends, and what it makes of answers that a healthy server never gives.
/// </summary>
public abstract class MongoPeerTests : IAsyncLifetime
{
    protected const string Written = "{ ok: 1, n: 1, nModified: 1 }";
    protected const string NotWritten = "{ ok: 1, n: 0, nModified: 0 }";
    protected const string NoPrimary =
        "{ ok: 0, code: 10107, codeName: 'NotWritablePrimary', errmsg: 'not primary', errorLabels: ['RetryableWriteError'] }";
    protected const string NoMajority =
        "{ ok: 1, n: 1, nModified: 1, writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication "
        + "timed out' } }";
    protected const string Nothing = "{ ok: 1, cursor: { id: NumberLong(0), ns: 'peer.sessions', firstBatch: [] } }";
    protected const string Ours = "{ ok: 1, cursor: { id: NumberLong(0), ns: 'peer.sessions', firstBatch: [{ _id: 'a' }] } }";

    private readonly List<IAsyncDisposable> _started = [];
    private readonly CancellationTokenSource _bound = new(TimeSpan.FromSeconds(30));

    protected RecordingRelay Relay { get; } = new();

    protected CancellationToken Bound => _bound.Token;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
        {
            await started.DisposeAsync();
        }

        _bound.Dispose();
        GC.SuppressFinalize(this);
    }

    protected MongoPeer StartPeer(bool isReplicaSet = false, DateTime? localTime = null, bool isRouter = false)
    {
        var peer = new MongoPeer(isReplicaSet) { LocalTime = localTime, IsRouter = isRouter };
        _started.Add(peer);
        return peer;
    }

    protected Replica Connect(MongoPeer peer, TimeSpan? timeout = null)
    {
        var bound = timeout ?? TimeSpan.FromSeconds(5);
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:MongoDb"] = peer.ConnectionString,
            ["Documents:ServerSelectionTimeout"] = bound.ToString(),
            ["Documents:OperationTimeout"] = bound.ToString(),
        };
        var replica = Replica.Start(settings, Relay, services => services.AddDocument(Session.Map));
        _started.Add(replica);
        return replica;
    }

    protected IDocumentStore<Session> ConnectStore(MongoPeer peer, TimeSpan? timeout = null) => Connect(peer, timeout).Store<Session>();

    protected static string Duplicate(string index, string? keyPattern) => new BsonDocument
    {
        { "ok", 1 },
        { "n", 0 },
        {
            "writeErrors", new BsonArray
            {
                new BsonDocument
                {
                    { "index", 0 },
                    { "code", 11000 },
                    { "errmsg", $"E11000 duplicate key error collection: peer.sessions index: {index} dup key: {{ x: \"1\" }}" },
                }.AddRange(keyPattern is null ? [] : new BsonDocument("keyPattern", BsonDocument.Parse(keyPattern))),
            }
        },
    }.ToJson();
}
