using System.Security.Cryptography;
using System.Text;
using FocusSuite.Documents.Internal;
using MongoDB.Bson;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// How a document lies in its collection:
/// <c>{ _id, user_id, v: version, d: { the document }, u_name: unique key, w: [ids of the last writes],
/// o: [messages], x: true when deleted }</c>
/// (a unique key that the document takes no part in is absent)
/// with messages <c>{ i: id, t: type, b: body, p: trace parent, a: when it happened, l: leased until, k: who took it }</c>.
/// </summary>
internal static class MongoFields
{
    public const string Id = "_id";
    public const string User = "user_id";
    public const string Version = "v";
    public const string Document = "d";
    public const string Writes = "w";
    public const string Outbox = "o";
    public const string Deleted = "x";

    public const string MessageId = "i";
    public const string MessageType = "t";
    public const string MessageBody = "b";
    public const string MessageTrace = "p";
    public const string MessageOccurredAt = "a";
    public const string MessageLeasedUntil = "l";
    public const string MessageTaker = "k";

    public static string Key(string name) => $"u_{name}";

    public static string KeyIndex(string name) => $"user_{name}";

    /// <summary>The same of versions that knew no users: it held for all of them together.</summary>
    public static string OldKeyIndex(string name) => $"uk_{name}";

    /// <summary>
    /// A condition for a user's documents. Those without a user were saved by a version that knew none, and not again since: their ids
    /// and fields tell whose they are. A router finds the one server that has them.
    /// </summary>
    public static BsonElement Of(long userId) => new(User, new BsonDocument("$in", new BsonArray { userId, BsonNull.Value }));

    public static string Path(IndexField field) => $"{Document}.{field.Key}";

    /// <summary>Another definition is another index, since MongoDB refuses to change one under its name.</summary>
    public static string Index(IndexDefinition index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(index.Signature)).AsSpan(0, 4);
        return $"ix_{index.Name}_{Convert.ToHexStringLower(hash)}";
    }

    public static BsonValue Value(object value) => value switch
    {
        DateTimeOffset instant => new BsonDateTime(instant.ToUnixTimeMilliseconds()),
        _ => BsonValue.Create(value),
    };

    public static BsonBinaryData Guid(Guid value) => new(value, GuidRepresentation.Standard);
}
