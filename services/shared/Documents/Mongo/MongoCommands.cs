using FocusSuite.Documents.Internal;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FocusSuite.Documents.Mongo;

/// <summary>The filters and updates of a store, as plain documents: what is sent can be read here.</summary>
internal static class MongoCommands
{
    public static BsonDocument Key(long userId, string id) => new() { new BsonElement(MongoFields.Id, id), MongoFields.Of(userId) };

    public static BsonDocument AtVersion(long userId, string id, long version) => Key(userId, id).Add(MongoFields.Version, version);

    public static BsonDocument Insert<T>(PendingWrite<T> write, DateTime leaseEnd)
        where T : class
    {
        var document = new BsonDocument
        {
            { MongoFields.Id, write.Id },
            { MongoFields.User, write.UserId },
            { MongoFields.Version, 1L },
            { MongoFields.Document, new BsonDocumentWrapper(write.Document, DocumentSerializers.Of<T>()) },
            { MongoFields.Writes, new BsonArray { MongoFields.Guid(write.WriteId) } },
            { MongoFields.Outbox, MongoOutbox.Write(write.Messages, leaseEnd) },
        };
        document.AddRange(
            write.UniqueKeys.Where(key => key.Value is not null).Select(key => new BsonElement(MongoFields.Key(key.Name), key.Value)));
        return document;
    }

    public static BsonDocument Update<T>(PendingWrite<T> write, DateTime leaseEnd)
        where T : class => Change(write, write.ExpectedVersion + 1, leaseEnd, []);

    public static BsonDocument Revive<T>(PendingWrite<T> write, DateTime leaseEnd)
        where T : class => Change(write, 1, leaseEnd, [new(MongoFields.Deleted, "")]);

    public static BsonDocument Bury<T>(DocumentMap<T> map)
        where T : class
    {
        var state = map.UniqueKeys.Select(key => MongoFields.Key(key.Name)).Append(MongoFields.Document);
        return new()
        {
            { "$set", new BsonDocument(MongoFields.Deleted, true) },
            { "$inc", new BsonDocument(MongoFields.Version, 1L) },
            { "$unset", new BsonDocument(state.Select(name => new BsonElement(name, ""))) },
        };
    }

    public static BsonDocument Filter(IndexQuery query)
    {
        var filter = new BsonDocument(
            query.Equal.Select(one => new BsonElement(MongoFields.Path(one.Field), MongoFields.Value(one.Value))));
        if (query.UserId is { } userId)
        {
            filter.Add(MongoFields.Of(userId));
        }

        if (query.Sort is { } sort)
        {
            AddRange(filter, query, MongoFields.Path(sort));
        }
        else if (query.After is { } after)
        {
            filter.Add(MongoFields.Id, new BsonDocument(Beyond(query), after.Id));
        }

        return filter;
    }

    public static BsonDocument Order(IndexQuery query)
    {
        var direction = query.Descending ? -1 : 1;
        var order = query.Sort is { } sort ? new BsonDocument(MongoFields.Path(sort), direction) : [];
        return order.Add(MongoFields.Id, direction);
    }

    /// <summary>Which unique key an error speaks of; null when it is the id.</summary>
    public static string? KeyOf<T>(WriteError error, DocumentMap<T> map)
        where T : class
    {
        // Servers before 4.4 tell the index in the text only: E11000 duplicate key error collection: db.sessions index: uk_live dup key: {
        // ... }
        var pattern = error.Details is { } details && details.TryGetValue("keyPattern", out var value) && value.IsBsonDocument
            ? value.AsBsonDocument
            : null;
        return map.UniqueKeys.FirstOrDefault(key => pattern is null
            ? Names(error.Message, MongoFields.KeyIndex(key.Name)) || Names(error.Message, MongoFields.OldKeyIndex(key.Name))
            : pattern.Contains(MongoFields.Key(key.Name)))?.Name;
    }

    private static bool Names(string message, string index) => message.Contains($"index: {index} ", StringComparison.Ordinal);

    private static BsonDocument Change<T>(PendingWrite<T> write, long version, DateTime leaseEnd, IEnumerable<BsonElement> alsoUnset)
        where T : class
    {
        var set = new BsonDocument
        {
            { MongoFields.User, write.UserId },
            { MongoFields.Version, version },
            { MongoFields.Document, new BsonDocumentWrapper(write.Document, DocumentSerializers.Of<T>()) },
        };
        set.AddRange(
            write.UniqueKeys.Where(key => key.Value is not null).Select(key => new BsonElement(MongoFields.Key(key.Name), key.Value)));
        var unset = new BsonDocument(
            write.UniqueKeys.Where(key => key.Value is null).Select(key => new BsonElement(MongoFields.Key(key.Name), "")));
        unset.AddRange(alsoUnset);
        var push = new BsonDocument(MongoFields.Writes, new BsonDocument
        {
            { "$each", new BsonArray { MongoFields.Guid(write.WriteId) } },
            { "$slice", -PendingWrite<T>.Remembered },
        });
        if (write.Messages.Count > 0)
        {
            push.Add(MongoFields.Outbox, new BsonDocument("$each", MongoOutbox.Write(write.Messages, leaseEnd)));
        }

        var update = new BsonDocument { { "$set", set }, { "$push", push } };
        // MongoDB refuses an empty $unset.
        return unset.ElementCount == 0 ? update : update.Add("$unset", unset);
    }

    private static string Beyond(IndexQuery query) => query.Descending ? "$lt" : "$gt";

    private static void AddRange(BsonDocument filter, IndexQuery query, string path)
    {
        var range = new BsonDocument();
        filter.Add(path, range);
        if (query.From is not null)
        {
            range.Add("$gte", MongoFields.Value(query.From));
        }

        if (query.Before is not null)
        {
            range.Add("$lt", MongoFields.Value(query.Before));
        }

        if (query.AnyOf is not null)
        {
            range.Add("$in", new BsonArray(query.AnyOf.Select(MongoFields.Value)));
        }

        if (query.After is { } after)
        {
            AddCursor(filter, range, query, path, after);
        }

        if (range.ElementCount == 0)
        {
            range.Add("$ne", BsonNull.Value);
        }
    }

    private static void AddCursor(BsonDocument filter, BsonDocument range, IndexQuery query, string path, PageToken after)
    {
        var value = MongoFields.Value(after.Value!);
        // The same bound once more outside the $or lets the index scan begin at the cursor and not at the first document.
        var bound = query.Descending ? "$lte" : "$gte";
        if (range.Contains(bound))
        {
            filter.Add("$and", new BsonArray { new BsonDocument(path, new BsonDocument(bound, value)) });
        }
        else
        {
            range.Add(bound, value);
        }

        filter.Add("$or", new BsonArray
        {
            new BsonDocument(path, new BsonDocument(Beyond(query), value)),
            new BsonDocument { { path, value }, { MongoFields.Id, new BsonDocument(Beyond(query), after.Id) } },
        });
    }
}
