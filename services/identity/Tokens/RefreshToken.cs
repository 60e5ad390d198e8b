using System.Buffers.Text;
using System.Security.Cryptography;

namespace FocusSuite.Identity.Tokens;

/// <summary>
/// A refresh token: opaque to its bearer. The first half names the family, the sign-in that it descends from; the second is 256 random bits, of which
/// only the hash is stored. A token with a family's name that is not its latest is one that was used before.
/// </summary>
internal sealed record RefreshToken(Guid Family, byte[] Secret)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(15);

    private const int FamilyLength = 16;
    private const int SecretLength = 32;

    /// <summary>What is stored. The secret is random through and through, so a fast hash is enough.</summary>
    public byte[] Hash => SHA256.HashData(Secret);

    public static RefreshToken Create(Guid family) => new(family, RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>Reads what a client sent; null when it cannot be a refresh token.</summary>
    public static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[FamilyLength + SecretLength];
        return text.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(text, out var length) && length == bytes.Length
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? new RefreshToken(new Guid(bytes[..FamilyLength], bigEndian: true), bytes[FamilyLength..].ToArray())
            : null;
    }

    /// <summary>What the client gets.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[FamilyLength + SecretLength];
        Family.TryWriteBytes(bytes, bigEndian: true, out _);
        Secret.CopyTo(bytes[FamilyLength..]);
        return Base64Url.EncodeToString(bytes);
    }
}
