using System.Security.Cryptography;
using System.Text;
using FocusSuite.ServiceDefaults.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Tokens;

/// <summary>
/// Makes the refresh token that follows another. Without an idempotency key it is random. With one it is what the token and the key give, by a secret of
/// the installation: whoever repeats the request gets the same token again, and nothing has to be kept for it. A request that was held up on its way and
/// arrives after its repeat is no harm either, which it would be if each repeat gave a token of its own and made the one before void.
/// </summary>
/// <remarks>
/// A thief who has the token but not the key gains nothing, and one who has both has two minutes, and only as long as the next token was not used; once
/// both the thief and the owner have used it, the second of them ends the sign-in, as ever.
/// </remarks>
internal sealed class RefreshRotation(IOptions<AuthOptions> auth)
{
    /// <summary>
    /// For how long a repeat is one (real time, as all that tokens live by): long enough for a client's tries over a connection that comes and goes, and
    /// short since a copy of request and key is good for so long.
    /// </summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(2);

    private readonly byte[] _secret = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Convert.FromBase64String(auth.Value.ServiceKey), 32, info: "focus refresh tokens"u8.ToArray());

    /// <summary>The token after this one, for a request with this key; another one each time for a request without.</summary>
    public RefreshToken Next(RefreshToken token, string? key) => key is null
        ? RefreshToken.Create(token.Family)
        : token with { Secret = HMACSHA256.HashData(_secret, Input(token, key)) };

    // Family and secret have their lengths, so that no two pairs of token and key run together to the same text.
    private static byte[] Input(RefreshToken token, string key) =>
        [.. token.Family.ToByteArray(bigEndian: true), .. token.Secret, .. Encoding.UTF8.GetBytes(key)];
}
