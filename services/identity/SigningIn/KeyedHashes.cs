using System.Security.Cryptography;
using System.Text;
using FocusSuite.ServiceDefaults.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Hashes of what people type and from where they do, by a secret of the installation. There are few addresses: without the secret, whoever
/// has a copy of
/// the database could hash them all and look up which are in it.
/// </summary>
internal sealed class KeyedHashes(IOptions<AuthOptions> auth)
{
    private readonly byte[] _secret = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Convert.FromBase64String(auth.Value.ServiceKey), 32, info: "focus sign-in hashes"u8.ToArray());

    /// <summary>The hash of a value, another one for each use of it.</summary>
    public byte[] Of(string use, string value) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{use} {value}"));
}
