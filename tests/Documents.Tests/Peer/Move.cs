using MongoDB.Bson;

namespace FocusSuite.Documents.Tests.Peer;

/// <summary>What the peer does about one command.</summary>
public abstract record Move
{
    /// <summary>Closes the connection instead of answering.</summary>
    public static Move Close { get; } = new Partial([], 0);

    /// <summary>Says nothing and keeps the connection open.</summary>
    public static Move Silence { get; } = new Quiet();

    public static Move Reply(string json) => new Answer(BsonDocument.Parse(json));

    public static Move Reply(BsonDocument document) => new Answer(document);

    /// <summary>Sends the first bytes of an answer, then closes the connection.</summary>
    public static Move HalfReply(string json, int bytes) => new Partial(BsonDocument.Parse(json), bytes);

    public sealed record Answer(BsonDocument Document) : Move;

    public sealed record Partial(BsonDocument Document, int Bytes) : Move;

    public sealed record Quiet : Move;
}
