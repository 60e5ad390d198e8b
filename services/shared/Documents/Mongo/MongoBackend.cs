using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>Documents in MongoDB: a collection each, whose documents carry their own messages.</summary>
internal sealed class MongoBackend : DocumentBackend
{
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly IReadOnlyList<IDocumentMap> _maps;
    private readonly Dictionary<string, MongoOutbox> _outboxes;
    private readonly ILogger _logger;
    private readonly ServerClock _clock;

    public MongoBackend(DocumentsOptions options, IReadOnlyList<IDocumentMap> maps, ILogger logger)
    {
        var url = MongoUrl.Create(options.MongoDb);
        var settings = MongoClientSettings.FromUrl(url);
        settings.ApplicationName ??= "FocusSuite";
        settings.ServerSelectionTimeout = options.ServerSelectionTimeout;
        settings.ConnectTimeout = options.ServerSelectionTimeout;
        settings.SocketTimeout = options.OperationTimeout;
        // The server gives up on the majority before the client gives up on the server, so that the answer tells what happened.
        settings.WriteConcern = WriteConcern.WMajority.With(wTimeout: options.OperationTimeout * 0.8);
        _client = new(settings);
        _database = _client.GetDatabase(url.DatabaseName ?? options.Database);
        _maps = maps;
        _logger = logger;
        // Leases are in real time also where the suite's time runs faster.
        _clock = new(ReadClockAsync, TimeProvider.System);
        _outboxes = maps.ToDictionary(map => map.Collection, map => new MongoOutbox(Collection(map.Collection), _clock));
        Outbox = new MongoOutboxes([.. _outboxes.Values]);
        Log.Home(logger, Kind, _database.DatabaseNamespace.DatabaseName);
    }

    public override string Kind => "MongoDB";

    public override IOutboxSource Outbox { get; }

    public override IDocumentStore<T> Open<T>(DocumentMap<T> map, IOutboxRelay relay) =>
        new MongoDocumentStore<T>(Collection(map.Collection), map, _outboxes[map.Collection], relay, _logger);

    public override async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        foreach (var map in _maps)
        {
            await Guard(() => MongoSchema.EnsureAsync(Collection(map.Collection), map, cancellationToken));
        }

        var isRouter = false;
        await Guard(async () => isRouter = (await GreetAsync(cancellationToken)).GetValue("msg", BsonNull.Value) == "isdbgrid");
        foreach (var map in isRouter ? _maps : [])
        {
            await Guard(() => MongoSchema.ShardAsync(Collection(map.Collection), cancellationToken));
        }

        Log.SchemaInPlace(_logger, string.Join(", ", _maps.Select(map => map.Collection)), Kind);
    }

    public override async ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = default;
        await Guard(async () => now = await _clock.GetUtcNowAsync(cancellationToken));
        return now;
    }

    public override Task PingAsync(CancellationToken cancellationToken) =>
        Guard(() => _database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellationToken));

    public override void Dispose() => _client.Dispose();

    // What every server of every version tells with the greeting.
    private async Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken)
    {
        var hello = await GreetAsync(cancellationToken);
        return hello.TryGetValue("localTime", out var shown) && shown.IsValidDateTime ? new DateTimeOffset(shown.ToUniversalTime()) : null;
    }

    // By its old name, which every server of every version knows.
    private Task<BsonDocument> GreetAsync(CancellationToken cancellationToken) =>
        _database.RunCommandAsync<BsonDocument>(new BsonDocument("isMaster", 1), ReadPreference.Primary, cancellationToken);

    private static async Task Guard(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (MongoFaults.Classify(e) is var fault and not Fault.None)
        {
            throw Unavailable.Of(fault, e);
        }
    }

    private IMongoCollection<BsonDocument> Collection(string name) => _database.GetCollection<BsonDocument>(name);
}
