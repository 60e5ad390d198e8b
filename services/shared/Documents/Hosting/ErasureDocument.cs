namespace FocusSuite.Documents.Hosting;

/// <summary>A user who was erased; the id is the hash.</summary>
internal sealed record ErasureDocument(string Id, Guid ErasureId, IReadOnlyDictionary<string, long> Removed, DateTimeOffset ExpiresAt)
{
    public static DocumentMap<ErasureDocument> Map { get; } = DocumentMap.For<ErasureDocument>("erased_users", erasure => erasure.Id)
        .Index("by_expiry", index => index.Sort(erasure => erasure.ExpiresAt));
}
