using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// The messages inside the documents of one collection. Leases are by the server's clock, as each replica knows it: an update without a
/// pipeline cannot name the server's time for an array's element.
/// </summary>
internal sealed class MongoOutbox(IMongoCollection<BsonDocument> collection, ServerClock clock) : IOutboxSource
{
    private const string Ids = $"{MongoFields.Outbox}.{MongoFields.MessageId}";
    private const string Leases = $"{MongoFields.Outbox}.{MongoFields.MessageLeasedUntil}";

    // A lease or a removal that a failover loses is a repeat at the worst: no need to wait for the majority.
    private readonly IMongoCollection<BsonDocument> _relaxed = collection.WithWriteConcern(WriteConcern.W1);

    public static BsonArray Write(IReadOnlyList<OutboxMessage> messages, DateTime leaseEnd) =>
        new(messages.Select(message => new BsonDocument
    {
        { MongoFields.MessageId, MongoFields.Guid(message.Id) },
        { MongoFields.MessageType, message.Type },
        { MongoFields.MessageBody, message.Body },
        { MongoFields.MessageTrace, message.TraceParent is null ? BsonNull.Value : message.TraceParent },
        { MongoFields.MessageOccurredAt, new BsonDateTime(message.OccurredAt.ToUnixTimeMilliseconds()) },
        { MongoFields.MessageLeasedUntil, leaseEnd },
    }));

    /// <summary>When a lease ends that begins now; any time where there is nothing to lease.</summary>
    public async ValueTask<DateTime> LeaseEndAsync(
        IReadOnlyCollection<OutboxMessage> messages, TimeSpan lease, CancellationToken cancellationToken) =>
        messages.Count == 0 ? default : await NowAsync(cancellationToken) + lease;

    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        var now = await NowAsync(cancellationToken);
        var (documents, messages) = await FindFreeAsync(max, now, cancellationToken);
        if (messages.Count == 0)
        {
            return [];
        }

        // Several replicas may have found the same. Each element is updated atomically, so its taker's mark says who got it.
        var taker = MongoFields.Guid(Guid.NewGuid());
        var filter = new BsonDocument { { MongoFields.Id, new BsonDocument("$in", documents) }, { Leases, new BsonDocument("$lt", now) } };
        var update = new BsonDocument("$set", new BsonDocument
        {
            // The lease last: mongo-java-server matches the filter anew for each field, and after a new lease it would not match any more.
            { $"{MongoFields.Outbox}.$[free].{MongoFields.MessageTaker}", taker },
            { $"{MongoFields.Outbox}.$[free].{MongoFields.MessageLeasedUntil}", now + lease },
        });
        var free = new BsonDocument
        {
            { $"free.{MongoFields.MessageId}", new BsonDocument("$in", messages) },
            { $"free.{MongoFields.MessageLeasedUntil}", new BsonDocument("$lt", now) },
        };
        var options = new UpdateOptions { ArrayFilters = [new BsonDocumentArrayFilterDefinition<BsonDocument>(free)] };
        await _relaxed.UpdateManyAsync(filter, update, options, cancellationToken);

        var found = await FindAsync(new(MongoFields.Id, new BsonDocument("$in", documents)), max, cancellationToken);
        var mine = found.SelectMany(Messages).Where(message => message.GetValue(MongoFields.MessageTaker, BsonNull.Value) == taker);
        return [.. mine.Select(Read).OrderBy(message => message.OccurredAt)];
    }

    public async Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var all = new BsonDocument("$in", new BsonArray(ids.Select(MongoFields.Guid)));
        var pull = new BsonDocument("$pull", new BsonDocument(MongoFields.Outbox, new BsonDocument(MongoFields.MessageId, all)));
        await _relaxed.UpdateManyAsync(new BsonDocument(Ids, all), pull, cancellationToken: cancellationToken);
    }

    public async Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken)
    {
        var sum = await collection.Aggregate()
            .Match(new BsonDocument(Leases, new BsonDocument("$gt", DateTime.UnixEpoch)))
            .Project(new BsonDocument
            {
                { "n", new BsonDocument("$size", $"${MongoFields.Outbox}") },
                { "a", new BsonDocument("$min", $"${MongoFields.Outbox}.{MongoFields.MessageOccurredAt}") },
            })
            .Group(
                new BsonDocument { { MongoFields.Id, BsonNull.Value }, { "n", new BsonDocument("$sum", "$n") }, { "a", new BsonDocument("$min", "$a") } })
            .FirstOrDefaultAsync(cancellationToken);
        return sum is null ? default : new(sum["n"].ToInt64(), new DateTimeOffset(sum["a"].ToUniversalTime()));
    }

    private static IEnumerable<BsonDocument> Messages(BsonDocument document) =>
        document[MongoFields.Outbox].AsBsonArray.Select(one => one.AsBsonDocument);

    private static OutboxMessage Read(BsonDocument message) => new(
        message[MongoFields.MessageId].AsBsonBinaryData.ToGuid(GuidRepresentation.Standard),
        message[MongoFields.MessageType].AsString,
        message[MongoFields.MessageBody].AsString,
        message[MongoFields.MessageTrace].IsBsonNull ? null : message[MongoFields.MessageTrace].AsString,
        new DateTimeOffset(message[MongoFields.MessageOccurredAt].ToUniversalTime()));

    private async ValueTask<DateTime> NowAsync(CancellationToken cancellationToken) =>
        (await clock.GetUtcNowAsync(cancellationToken)).UtcDateTime;

    private async Task<(BsonArray Documents, BsonArray Messages)> FindFreeAsync(int max, DateTime now, CancellationToken cancellationToken)
    {
        var found = await FindAsync(new(Leases, new BsonDocument("$lt", now)), max, cancellationToken);
        var free = found
            .SelectMany(document => Messages(document).Select(message => (Document: document[MongoFields.Id], Message: message)))
            .Where(one => one.Message[MongoFields.MessageLeasedUntil].ToUniversalTime() < now)
            .OrderBy(one => one.Message[MongoFields.MessageOccurredAt])
            .Take(max)
            .ToArray();
        return (new(free.Select(one => one.Document).Distinct()), new(free.Select(one => one.Message[MongoFields.MessageId])));
    }

    private async Task<List<BsonDocument>> FindAsync(BsonDocument filter, int max, CancellationToken cancellationToken)
    {
        // The lease that ended first belongs to the oldest messages.
        var options = new FindOptions<BsonDocument>
        {
            Projection = new BsonDocument(MongoFields.Outbox, 1),
            Sort = new BsonDocument(Leases, 1),
            Limit = max,
        };
        using var cursor = await collection.FindAsync(filter, options, cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }

    /// <summary>Removes the shells of deleted documents whose last message is gone.</summary>
    private Task<DeleteResult> SweepAsync(CancellationToken cancellationToken)
    {
        var empty = new BsonDocument { { MongoFields.Deleted, true }, { MongoFields.Outbox, new BsonArray() } };
        return _relaxed.DeleteManyAsync(empty, cancellationToken);
    }
}
