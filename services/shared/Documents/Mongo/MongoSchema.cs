using FocusSuite.Documents.Internal;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// Makes the indexes, and the collection with them. The server takes the same definition again as done, from several clients at once too.
/// </summary>
internal static class MongoSchema
{
    public static Task EnsureAsync(IMongoCollection<BsonDocument> collection, IDocumentMap map, CancellationToken cancellationToken)
    {
        var unique = map.UniqueKeys.Select(key => Index(MongoFields.KeyIndex(key), isUnique: true, MongoFields.Key(key)));
        var declared = map.Indexes.Select(index =>
            Index(MongoFields.Index(index), isUnique: false, [.. index.Fields.Select(MongoFields.Path), MongoFields.Id]));
        // Sparse: nearly all documents have neither waiting messages nor been deleted.
        CreateIndexModel<BsonDocument>[] own =
        [
            Sparse("ox_id", $"{MongoFields.Outbox}.{MongoFields.MessageId}"),
            Sparse("ox_lease", $"{MongoFields.Outbox}.{MongoFields.MessageLeasedUntil}"),
            Sparse("deleted", MongoFields.Deleted),
        ];
        return collection.Indexes.CreateManyAsync([.. unique, .. declared, .. own], cancellationToken);
    }

    private static CreateIndexModel<BsonDocument> Index(string name, bool isUnique, params IEnumerable<string> fields) => new(
        new BsonDocument(fields.Select(field => new BsonElement(field, 1))),
        isUnique ? new CreateIndexOptions { Name = name, Unique = true, Sparse = true } : new CreateIndexOptions { Name = name });

    private static CreateIndexModel<BsonDocument> Sparse(string name, string field) =>
        new(new BsonDocument(field, 1), new CreateIndexOptions { Name = name, Sparse = true });
}
