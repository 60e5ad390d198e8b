using System.Security.Cryptography;
using System.Text;
using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Keys;

/// <summary>
/// Keeps private keys from whoever has only the database, or a copy of it: AES-256-GCM by a key derived from the installation's service
/// key, bound to the key's id. Form: nonce, tag, text.
/// </summary>
internal sealed class KeyProtection(IOptions<AuthOptions> auth)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Convert.FromBase64String(auth.Value.ServiceKey), 32, info: "focus identity signing keys"u8.ToArray());

    public byte[] Protect(byte[] privateKey, string id)
    {
        var result = new byte[NonceLength + TagLength + privateKey.Length];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        var (text, tag) = (result.AsMemory(NonceLength + TagLength), result.AsMemory(NonceLength, TagLength));
        aes.Encrypt(nonce, privateKey, text.Span, tag.Span, Encoding.UTF8.GetBytes(id));
        CryptographicOperations.ZeroMemory(privateKey);
        return result;
    }

    /// <summary>The private key; null when another service key protected it.</summary>
    public byte[]? Unprotect(byte[] text, string id)
    {
        if (text.Length <= NonceLength + TagLength)
        {
            return null;
        }

        var result = new byte[text.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        try
        {
            var span = text.AsSpan();
            var tag = span.Slice(NonceLength, TagLength);
            aes.Decrypt(span[..NonceLength], span[(NonceLength + TagLength)..], tag, result, Encoding.UTF8.GetBytes(id));
            return result;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
