using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// A refresh token: opaque to its bearer. The first 16 bytes name the family, the sign-in that it descends from; the other 32 are its
/// secret, of which only the hash is stored: 128 bits that nobody can guess, and a mark of the installation over them and the family, by
/// which a token that was never given is told from one that was used before. <see cref="RefreshRotation"/> makes them.
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

/// <summary>A refresh token as somebody presents it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Next">The token after it.</param>
/// <param name="Request">What is kept of the request's idempotency key, bound to the token; null without a key.</param>
/// <param name="WasIssued">Whether it was given once.</param>
internal sealed record PresentedToken(RefreshToken Token, RefreshToken Next, byte[]? Request, bool WasIssued);

/// <summary>
/// Makes refresh tokens. The one that follows another is what that one gives by a secret of the installation: whoever may present a token
/// again gets the same successor, from any replica, and nothing has to be kept for it. Each token has a mark by another secret, so that one
/// that nobody gave is known without a list of all that were. Who may present a token again is <see cref="SignIn"/>'s to say.
/// </summary>
internal sealed class RefreshRotation(string serviceKey)
{
    private const int HalfLength = 16;

    private readonly byte[] _secret = Secret(serviceKey, "focus refresh tokens"u8);
    private readonly byte[] _marks = Secret(serviceKey, "focus refresh token marks"u8);
    private readonly byte[] _keys = Secret(serviceKey, "focus refresh request keys"u8);

    /// <summary>The first token of a family.</summary>
    public RefreshToken First(Guid family) => Marked(family, RandomNumberGenerator.GetBytes(HalfLength));

    /// <summary>The token after this one.</summary>
    public RefreshToken Next(RefreshToken token) => Marked(token.Family, HMACSHA256.HashData(_secret, Bytes(token))[..HalfLength]);

    /// <summary>Whether a token was given once: its mark is ours. Those of versions before this one have none.</summary>
    public bool WasIssued(RefreshToken token) =>
        CryptographicOperations.FixedTimeEquals(token.Secret.AsSpan(HalfLength), Mark(token.Family, token.Secret.AsSpan(0, HalfLength)));

    /// <summary>
    /// What is kept of a request's idempotency key beside the successor that it was given; bound to the token. Null without a key.
    /// </summary>
    public byte[]? RequestHash(RefreshToken token, string? key) =>
        key is null ? null : HMACSHA256.HashData(_keys, (byte[])[.. Bytes(token), .. Encoding.UTF8.GetBytes(key)]);

    /// <summary>All that is to be known of a token that somebody presents, with or without a key.</summary>
    public PresentedToken Present(RefreshToken token, string? key) => new(token, Next(token), RequestHash(token, key), WasIssued(token));

    private static byte[] Secret(string serviceKey, ReadOnlySpan<byte> use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(serviceKey), 32, info: use.ToArray());

    // Family and secret have their lengths, so that nothing that follows runs together with them.
    private static byte[] Bytes(RefreshToken token) => [.. token.Family.ToByteArray(bigEndian: true), .. token.Secret];

    private RefreshToken Marked(Guid family, byte[] random) => new(family, [.. random, .. Mark(family, random)]);

    private byte[] Mark(Guid family, ReadOnlySpan<byte> random) =>
        HMACSHA256.HashData(_marks, (byte[])[.. family.ToByteArray(bigEndian: true), .. random])[..HalfLength];
}
