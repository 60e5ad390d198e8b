using System.Buffers.Text;
using System.Security.Cryptography;

namespace FocusSuite.Identity.Tokens;

/// <summary>
/// A refresh token: opaque to its bearer. The first 16 bytes name the family, the sign-in that it descends from; the other 32 are its
/// secret, of which only
/// the hash is stored: 128 bits that nobody can guess, and a mark of the installation over them and the family, by which a token that was
/// never given is
/// told from one that was used before. <see cref="RefreshRotation"/> makes them.
/// </summary>
internal sealed record RefreshToken(Guid Family, byte[] Secret)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(15);

    private const int FamilyLength = 16;
    private const int SecretLength = 32;

    /// <summary>What is stored. Half of the secret cannot be guessed, so a fast hash is enough.</summary>
    public byte[] Hash => SHA256.HashData(Secret);

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
