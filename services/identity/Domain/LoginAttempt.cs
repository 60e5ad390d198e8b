using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// Whose failures an attempt counts among, and whose stop it. From anywhere it counts for the account, whether it exists or not, and for
/// the client's address. From where the account was signed in to before, it counts for the two together as well, and these stop it in place
/// of the account's: ten failures of strangers elsewhere lock out strangers, not the owner at home.
/// </summary>
internal sealed record LoginAttempt(
    byte[] Account, IReadOnlyList<byte[]> StoppedBy, IReadOnlyList<byte[]> CountedFor, IReadOnlyList<byte[]> ForgivenBySuccess)
{
    /// <summary>After so many failures within the window further attempts are refused.</summary>
    public const int MaxFailures = 10;

    /// <summary>For how long a failure counts, in real time.</summary>
    public static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(15);

    /// <summary>For how long it is remembered from where an account was signed in to, in real time.</summary>
    public static readonly TimeSpan KnownAddressLifetime = TimeSpan.FromDays(30);

    public static LoginAttempt Of(KeyedHashes hashes, string normalizedEmail, string clientAddress, bool isKnownAddress = false)
    {
        var (account, address) = (AccountKey(hashes, normalizedEmail), hashes.Of("address", clientAddress));
        if (!isKnownAddress)
        {
            return new LoginAttempt(account, [account, address], [account, address], [account]);
        }

        var both = hashes.Of("account and address", $"{normalizedEmail} {clientAddress}");
        return new LoginAttempt(account, [both, address], [both, account, address], [both, account]);
    }

    /// <summary>Under what the failures of an account are counted, from wherever they come.</summary>
    public static byte[] AccountKey(KeyedHashes hashes, string normalizedEmail) => hashes.Of("account", normalizedEmail);
}

/// <summary>
/// Hashes of what people type and from where they do, by a secret of the installation. There are few addresses: without the secret, whoever
/// has a copy of the database could hash them all and look up which are in it.
/// </summary>
internal sealed class KeyedHashes(string serviceKey)
{
    private readonly byte[] _secret = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Convert.FromBase64String(serviceKey), 32, info: "focus sign-in hashes"u8.ToArray());

    /// <summary>The hash of a value, another one for each use of it.</summary>
    public byte[] Of(string use, string value) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{use} {value}"));
}
