using System.Security.Cryptography;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Tokens;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// One sign-in on one device: the family of its refresh tokens, of which only the latest is good. It ends by deletion, so what is not there is not
/// signed in. All times are real time.
/// </summary>
internal sealed class SignIn
{
    public Guid Id { get; init; }

    public long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    /// <summary>The hash of the latest refresh token.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Hashes of the requests that the latest refresh token was given to and that had an idempotency key.</summary>
    public byte[][] Requests { get; init; } = [];

    /// <summary>The account's stamp when it began: a new password changes that of the account, and with it ends every sign-in.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>When the latest refresh token expires.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the latest refresh token was given.</summary>
    public DateTimeOffset IssuedAt => ExpiresAt - RefreshToken.Lifetime;

    /// <summary>Whether the password is still the one of its beginning.</summary>
    public bool IsInForce => SecurityStamp == Account.SecurityStamp;

    /// <summary>Whether this is the one token that is good.</summary>
    public bool IsLatest(RefreshToken token) => CryptographicOperations.FixedTimeEquals(TokenHash, token.Hash);
}
