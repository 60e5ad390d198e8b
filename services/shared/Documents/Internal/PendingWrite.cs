using System.Text.Json;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Internal;

/// <summary>A save on its way. Its own id lets a store tell its own write from somebody else's after a lost answer.</summary>
internal sealed record PendingWrite<T>(
    long UserId, string Id, T Document, long ExpectedVersion, IReadOnlyList<(string Name, string? Value)> UniqueKeys,
    IReadOnlyList<OutboxMessage> Messages)
    where T : class
{
    /// <summary>
    /// How many write ids a document remembers: as many saves may follow one whose answer was lost before that is forgotten.
    /// </summary>
    public const int Remembered = 4;

    public Guid WriteId { get; } = Guid.NewGuid();

    /// <summary>The document as it is stored, in UTF-8.</summary>
    public byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(Document, DocumentJson.Options);

    public static PendingWrite<T> Of(DocumentMap<T> map, T document, long expectedVersion, IReadOnlyList<OutboxMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        var keys = map.UniqueKeys.Select(key => (key.Name, key.Value(document) is { } value ? DocumentJson.Clean(value) : null));
        return new(map.UserOf(document), DocumentId.Check(map.Id(document)), document, expectedVersion, [.. keys], messages);
    }
}
