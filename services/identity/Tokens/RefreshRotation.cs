using System.Security.Cryptography;
using System.Text;
using FocusSuite.ServiceDefaults.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Tokens;

/// <summary>
/// Makes refresh tokens. The one that follows another is what that one gives by a secret of the installation: whoever may present a token
/// again gets the same
/// successor, from any replica, and nothing has to be kept for it. Each token has a mark by another secret, so that one that nobody gave is
/// known without a
/// list of all that were.
/// </summary>
/// <remarks>
/// A token that is presented again gives its successor as long as that was not used, and only
/// 1. within <see cref="Leeway"/>, to anybody: two tabs of a browser refresh at once, and neither is a thief;
/// 2. within <see cref="RepeatWindow"/>, to a request with the same idempotency key: its answer was lost.
/// A thief of the token alone has the leeway; one of token and key has two minutes. Once both the thief and the owner have used what they
/// got, the second of
/// them ends the sign-in.
/// </remarks>
internal sealed class RefreshRotation(IOptions<AuthOptions> auth)
{
    /// <summary>Real time, as all that tokens live by.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For how long a repeat is one: long enough for a client's tries over a connection that comes and goes, and short since a copy of
    /// request and key is good
    /// for so long.
    /// </summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(2);

    private const int HalfLength = 16;

    private readonly byte[] _secret = Secret(auth, "focus refresh tokens"u8);
    private readonly byte[] _marks = Secret(auth, "focus refresh token marks"u8);
    private readonly byte[] _keys = Secret(auth, "focus refresh request keys"u8);

    /// <summary>The first token of a family.</summary>
    public RefreshToken First(Guid family) => Marked(family, RandomNumberGenerator.GetBytes(HalfLength));

    /// <summary>The token after this one.</summary>
    public RefreshToken Next(RefreshToken token) => Marked(token.Family, HMACSHA256.HashData(_secret, Bytes(token))[..HalfLength]);

    /// <summary>Whether a token was given once: its mark is ours. Those of versions before this one have none.</summary>
    public bool WasIssued(RefreshToken token) =>
        CryptographicOperations.FixedTimeEquals(token.Secret.AsSpan(HalfLength), Mark(token.Family, token.Secret.AsSpan(0, HalfLength)));

    /// <summary>What is kept of a request's idempotency key beside the successor that it was given; bound to the token. Null without a
    /// key.</summary>
    public byte[]? RequestHash(RefreshToken token, string? key) =>
        key is null ? null : HMACSHA256.HashData(_keys, (byte[])[.. Bytes(token), .. Encoding.UTF8.GetBytes(key)]);

    private static byte[] Secret(IOptions<AuthOptions> auth, ReadOnlySpan<byte> use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(auth.Value.ServiceKey), 32, info: use.ToArray());

    // Family and secret have their lengths, so that nothing that follows runs together with them.
    private static byte[] Bytes(RefreshToken token) => [.. token.Family.ToByteArray(bigEndian: true), .. token.Secret];

    private RefreshToken Marked(Guid family, byte[] random) => new(family, [.. random, .. Mark(family, random)]);

    private byte[] Mark(Guid family, ReadOnlySpan<byte> random) =>
        HMACSHA256.HashData(_marks, (byte[])[.. family.ToByteArray(bigEndian: true), .. random])[..HalfLength];
}
