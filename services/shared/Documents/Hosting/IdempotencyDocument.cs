using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.Documents.Hosting;

/// <summary>A request with an idempotency key.</summary>
internal sealed record IdempotencyDocument(
    string Id, long UserId, string Fingerprint, DateTimeOffset CreatedAt, DateTimeOffset LeasedUntil, byte[]? Answer, string? HttpStatus)
{
    public static DocumentMap<IdempotencyDocument> Map { get; } = DocumentMap
        .For<IdempotencyDocument>("idempotency", request => request.UserId, request => request.Id)
        .Index("by_user", index => index.Equal(request => request.UserId))
        .Index("by_age", index => index.Sort(request => request.CreatedAt))

        // One that is lost costs a check: the effect carries the key, too.
        .Relaxed();

    /// <summary>The document's id: a key may hold any characters and be long, a hash of it may not.</summary>
    public static string IdOf(long userId, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{userId}:{key}"))));
}
