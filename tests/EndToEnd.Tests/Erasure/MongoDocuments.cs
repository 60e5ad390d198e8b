using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.EndToEnd.Tests.Erasure;

/// <summary>All that a MongoDB server holds in the suite's databases.</summary>
internal sealed class MongoDocuments(string server)
{
    private const string DatabasePrefix = "focus_";

    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var documents = new List<string>();
        using var client = new MongoClient(server);
        foreach (var name in (await (await client.ListDatabaseNamesAsync()).ToListAsync()).Where(
            name => name.StartsWith(DatabasePrefix, StringComparison.Ordinal)))
        {
            var database = client.GetDatabase(name);
            foreach (var collection in await (await database.ListCollectionNamesAsync()).ToListAsync())
            {
                var found = await database.GetCollection<BsonDocument>(collection).Find(FilterDefinition<BsonDocument>.Empty).ToListAsync();
                documents.AddRange(found.Select(document => $"{name}.{collection}: {document}"));
            }
        }

        return documents;
    }
}
