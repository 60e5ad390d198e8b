using System.Security.Cryptography;
using System.Text;
using FocusSuite.Domain;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// What tells a repeat of a signup, kept with the account that it made. There is one and no list, as an account is made once; and it is
/// kept as hashes of key and body, as nobody is signed in yet whose key it could be. The password is never part: it is checked as at every
/// sign-in.
/// </summary>
internal sealed record SignupReceipt(string Key, DateTimeOffset At, string? Request) : IRequestReceipt
{
    /// <summary>A signup, perhaps a repeat of one, that knows itself by the hashes.</summary>
    public static OperationContext Begin(TimeProvider clock, string? key, AccountData data) =>
        OperationContext.Begin(clock, key is null ? null : Hash(key)) with
        {
            Request = Hash(string.Join('\0', data.Email.ToUpperInvariant(), data.FirstName, data.LastName, data.TimeZone)),
        };

    /// <summary>The receipt of the signup that made an account; null where that had no key.</summary>
    public static SignupReceipt? Of(Account account) => account.SignupReceipt is { } hashes
        ? new SignupReceipt(
            Convert.ToHexString(hashes.AsSpan(0, SHA256.HashSizeInBytes)),
            account.CreatedAt,
            Convert.ToHexString(hashes.AsSpan(SHA256.HashSizeInBytes)))
        : null;

    /// <summary>The receipt that an account keeps; null where its signup has no key.</summary>
    public static byte[]? ToBytes(OperationContext signup) => signup is { RequestKey: { } key, Request: { } request }
        ? [.. Convert.FromHexString(key), .. Convert.FromHexString(request)]
        : null;

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
