using System.Security.Cryptography;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// One sign-in on one device: the family of its refresh tokens, of which only the latest is good. It ends by deletion, so what is not there
/// is not signed in. All times are real time.
/// </summary>
internal sealed class SignIn
{
    /// <summary>
    /// After a token was used, its successor is given again to anybody: two tabs of a browser refresh at once, and neither is a thief.
    /// </summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    /// <summary>
    /// And to a request with the same idempotency key, whose answer was lost: long enough for a client's tries over a connection that comes
    /// and goes, and short since a copy of request and key is good for so long.
    /// </summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(2);

    /// <summary>Of so many requests the keys are kept that were given one successor: some tabs of a browser.</summary>
    public const int MaxRequests = 8;

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

    /// <summary>Signs in to an account, with a first token.</summary>
    public static SignIn Begin(Account account, RefreshToken token, DateTimeOffset now) => new()
    {
        Id = token.Family,
        Account = account,
        SecurityStamp = account.SecurityStamp,
        TokenHash = token.Hash,
        ExpiresAt = now + RefreshToken.Lifetime,
    };

    /// <summary>Whether this is the one token that is good.</summary>
    public bool IsLatest(RefreshToken token) => CryptographicOperations.FixedTimeEquals(TokenHash, token.Hash);

    /// <summary>
    /// What comes of a token that somebody presents. The latest gives its successor. One that was used gives the same once more as long as
    /// the successor was not used, within <see cref="Leeway"/> or <see cref="RepeatWindow"/>; any other time it ends the sign-in, since
    /// somebody else has a copy of it (RFC 9700, 4.14.2). One that nobody gave does nothing: the family's id is no secret.
    /// </summary>
    /// <remarks>
    /// A thief of the token alone has the leeway; one of token and key has two minutes. Once both the thief and the owner have used what
    /// they got, the second of them ends the sign-in.
    /// </remarks>
    public RefreshOutcome Present(PresentedToken presented, DateTimeOffset now)
    {
        if (IsInForce && IsLatest(presented.Token))
        {
            return ExpiresAt > now ? RefreshOutcome.Rotated : RefreshOutcome.Refused;
        }

        if (IsInForce && IsLatest(presented.Next))
        {
            var isKnown = presented.Request is { } request && Requests.Any(known => known.AsSpan().SequenceEqual(request));
            var age = now - IssuedAt;
            if (age < Leeway)
            {
                return presented.Request is null || isKnown ? RefreshOutcome.Repeated : RefreshOutcome.RepeatedForAnother;
            }

            if (isKnown && age < RepeatWindow)
            {
                return RefreshOutcome.Repeated;
            }
        }

        return presented.WasIssued ? RefreshOutcome.Ended : RefreshOutcome.Refused;
    }
}

/// <summary>What a presented refresh token comes to.</summary>
internal enum RefreshOutcome
{
    /// <summary>It is not good, and that is all.</summary>
    Refused,

    /// <summary>It gives its successor.</summary>
    Rotated,

    /// <summary>It gives the successor that it gave before.</summary>
    Repeated,

    /// <summary>As <see cref="Repeated"/>, to another request: from now on that is one that may be repeated, too.</summary>
    RepeatedForAnother,

    /// <summary>It was stolen: nobody is signed in any more.</summary>
    Ended,
}
