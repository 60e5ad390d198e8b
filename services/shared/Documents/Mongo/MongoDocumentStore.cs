using System.Text.Json.Serialization;
using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>Documents of one kind in one collection. A save is one update of one document, so it is atomic without a transaction.</summary>
internal sealed class MongoDocumentStore<T>(
    IMongoCollection<BsonDocument> collection, DocumentMap<T> map, MongoOutbox outbox, IOutboxRelay relay, ILogger logger)
    : DocumentStore<T>(map, relay, logger)
    where T : class
{
    private readonly BsonDocumentProjectionDefinition<BsonDocument, State> _stateOnly = new(
        new() { { MongoFields.Version, 1 }, { MongoFields.Document, 1 } }, DocumentSerializers.Of<State>());

    protected override IOutboxSource Outbox => outbox;

    protected override Fault Classify(Exception exception) => MongoFaults.Classify(exception);

    protected override async Task<IReadOnlyList<Versioned<T>>> ReadAsync(
        long userId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        BsonValue id = ids.Count == 1 ? ids[0] : new BsonDocument("$in", new BsonArray(ids));
        var found = await ReadAsync(new() { new BsonElement(MongoFields.Id, id), MongoFields.Of(userId) }, new(), cancellationToken);

        // One that was saved without a user may be anybody's.
        return [.. found.Where(one => Map.UserOf(one.Document) == userId)];
    }

    protected override Task<IReadOnlyList<Versioned<T>>> SearchAsync(IndexQuery query, int limit, CancellationToken cancellationToken) =>
        ReadAsync(MongoCommands.Filter(query), new() { Sort = MongoCommands.Order(query), Limit = limit }, cancellationToken);

    protected override Task<long> CountAsync(IndexQuery query, CancellationToken cancellationToken) =>
        collection.CountDocumentsAsync(MongoCommands.Filter(query), cancellationToken: cancellationToken);

    protected override async Task<Exception?> WriteAsync(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        var leaseEnd = await outbox.LeaseEndAsync(write.Messages, Lease, cancellationToken);
        try
        {
            if (write.ExpectedVersion == 0)
            {
                await collection.InsertOneAsync(MongoCommands.Insert(write, leaseEnd), cancellationToken: cancellationToken);
                return null;
            }

            var filter = MongoCommands.AtVersion(write.UserId, write.Id, write.ExpectedVersion);
            var update = MongoCommands.Update(write, leaseEnd);
            var result = await collection.UpdateOneAsync(filter, update, cancellationToken: cancellationToken);
            return result.MatchedCount == 1 ? null : Conflict(write.Id, write.ExpectedVersion);
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey && e.WriteConcernError is null)
        {
            if (MongoCommands.KeyOf(e.WriteError, Map) is { } key)
            {
                return new UniqueKeyConflictException(Map.Collection, write.Id, key);
            }

            return await ReviveAsync(write, leaseEnd, cancellationToken) ? null : Conflict(write.Id, write.ExpectedVersion);
        }
    }

    protected override async Task<bool> WroteAsync(long userId, string id, Guid writeId, CancellationToken cancellationToken)
    {
        var filter = MongoCommands.Key(userId, id).Add(MongoFields.Writes, MongoFields.Guid(writeId));
        return await collection.Find(filter).Project(new BsonDocument(MongoFields.Id, 1)).AnyAsync(cancellationToken);
    }

    protected override async Task<bool> RemoveAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken)
    {
        var filter = MongoCommands.AtVersion(userId, id, expectedVersion);
        var quiet = new BsonDocument(filter) { { MongoFields.Outbox, new BsonArray() } };
        if ((await collection.DeleteOneAsync(quiet, cancellationToken)).DeletedCount == 1)
        {
            return true;
        }

        // Messages wait in it: leave a shell that holds nothing but them; the outbox sweeps it when they are published.
        var shell = MongoCommands.Bury(Map);
        return (await collection.UpdateOneAsync(filter, shell, cancellationToken: cancellationToken)).MatchedCount == 1;
    }

    private async Task<IReadOnlyList<Versioned<T>>> ReadAsync(
        BsonDocument filter, FindOptions<BsonDocument, State> options, CancellationToken cancellationToken)
    {
        options.Projection = _stateOnly;
        using var cursor = await collection.FindAsync(filter, options, cancellationToken);
        var found = new List<Versioned<T>>();
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            found.AddRange(cursor.Current
                .Where(one => one.Document is not null)
                .Select(one => new Versioned<T>(one.Document!, one.Version)));
        }

        return found;
    }

    /// <summary>An insert met its id. That may be the shell of a deleted document, and is no conflict then.</summary>
    private async Task<bool> ReviveAsync(PendingWrite<T> write, DateTime leaseEnd, CancellationToken cancellationToken)
    {
        var shell = MongoCommands.Key(write.UserId, write.Id).Add(MongoFields.Deleted, true);
        var update = MongoCommands.Revive(write, leaseEnd);
        return (await collection.UpdateOneAsync(shell, update, cancellationToken: cancellationToken)).MatchedCount == 1;
    }

    private DocumentConflictException Conflict(string id, long expectedVersion) => new(Map.Collection, id, expectedVersion);

    /// <summary>What is read of a document. A deleted one's shell has a version but no state.</summary>
    private sealed record State
    {
        [JsonPropertyName(MongoFields.Version)]
        public long Version { get; init; }

        [JsonPropertyName(MongoFields.Document)]
        public T? Document { get; init; }
    }
}
