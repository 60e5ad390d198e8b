using FocusSuite.Documents.Internal;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// Makes the indexes, and the collection with them; behind a router the collection is spread over the servers by user. The server takes
/// the same definition again as done, from several clients at once too.
/// </summary>
internal static class MongoSchema
{
    public static Task EnsureAsync(IMongoCollection<BsonDocument> collection, IDocumentMap map, CancellationToken cancellationToken)
    {
        var declared = map.Indexes.Select(index =>
            Index(new() { Name = MongoFields.Index(index) }, [.. index.Fields.Select(MongoFields.Path), MongoFields.Id]));
        // Sparse: nearly all documents have neither waiting messages nor been deleted.
        CreateIndexModel<BsonDocument>[] own =
        [
            Sparse("ox_id", $"{MongoFields.Outbox}.{MongoFields.MessageId}"),
            Sparse("ox_lease", $"{MongoFields.Outbox}.{MongoFields.MessageLeasedUntil}"),
            Sparse("deleted", MongoFields.Deleted),
        ];
        return collection.Indexes.CreateManyAsync([.. map.UniqueKeys.Select(Unique), .. declared, .. own], cancellationToken);
    }

    /// <summary>Spreads a collection over the servers behind a router.</summary>
    /// <exception cref="MongoCommandException">The account may not, or the collection is spread by another key.</exception>
    public static async Task ShardAsync(IMongoCollection<BsonDocument> collection, CancellationToken cancellationToken)
    {
        var key = new BsonDocument(MongoFields.User, "hashed");
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(key, new() { Name = "shard" }), null, cancellationToken);
        var command = new BsonDocument { { "shardCollection", collection.CollectionNamespace.FullName }, { "key", key } };
        await collection.Database.Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);
    }

    // A unique index has to begin with the key by which a collection is spread.
    private static CreateIndexModel<BsonDocument> Unique(string key) => Index(
        new()
        {
            Name = MongoFields.KeyIndex(key),
            Unique = true,
            PartialFilterExpression = new BsonDocument(MongoFields.Key(key), new BsonDocument("$exists", true)),
        },
        MongoFields.User,
        MongoFields.Key(key));

    private static CreateIndexModel<BsonDocument> Index(CreateIndexOptions<BsonDocument> options, params IEnumerable<string> fields) =>
        new(new BsonDocument(fields.Select(field => new BsonElement(field, 1))), options);

    private static CreateIndexModel<BsonDocument> Sparse(string name, string field) =>
        new(new BsonDocument(field, 1), new CreateIndexOptions { Name = name, Sparse = true });
}
