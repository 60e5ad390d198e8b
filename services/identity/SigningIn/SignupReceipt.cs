using System.Security.Cryptography;
using System.Text;
using FocusSuite.Identity.Accounts;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// What tells a repeat of a signup, kept with the account that it made: hashes of its key and of its body. The password is no part of it; it is checked
/// as at every sign-in.
/// </summary>
internal static class SignupReceipt
{
    /// <summary>For how long a key stands for its request.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static byte[] Of(string key, AccountData data) =>
        [.. Hash(key), .. Hash(string.Join('\0', data.Email.ToUpperInvariant(), data.FirstName, data.LastName, data.TimeZone))];

    /// <summary>Whether a receipt is of a request with this key, whatever its body was.</summary>
    public static bool HasKey(byte[] receipt, string key) => CryptographicOperations.FixedTimeEquals(receipt.AsSpan(0, SHA256.HashSizeInBytes), Hash(key));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
