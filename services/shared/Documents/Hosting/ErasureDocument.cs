using System.Globalization;

namespace FocusSuite.Documents.Hosting;

/// <summary>A user who was erased; the id is the hash, and nothing else of the user remains.</summary>
internal sealed record ErasureDocument(string Id, Guid ErasureId, IReadOnlyDictionary<string, long> Removed, DateTimeOffset ExpiresAt)
{
    public static DocumentMap<ErasureDocument> Map { get; } = DocumentMap
        .For<ErasureDocument>("erased_users", erasure => erasure.UserId, erasure => erasure.Id)
        .Index("by_expiry", index => index.Sort(erasure => erasure.ExpiresAt));

    /// <summary>What stands for the user's number where documents are spread by it.</summary>
    public long UserId => UserIdOf(Id);

    /// <summary>A number from the hash's first 60 bits.</summary>
    public static long UserIdOf(string userHash) =>
        long.Parse(userHash.AsSpan(0, 15), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
