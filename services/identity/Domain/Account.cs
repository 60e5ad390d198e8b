using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// A user's account: the aggregate, and the row it is stored as. Its verbs change it and tell what happened, to be saved together.
/// </summary>
internal sealed class Account
{
    public const int MaxNameLength = 150;

    /// <summary>Drawn when the account is added, before it is saved: events of the same transaction name it.</summary>
    public long Id { get; init; }

    public string Email { get; init; } = string.Empty;

    /// <summary>The address in the form in which case does not count.</summary>
    public string NormalizedEmail { get; init; } = string.Empty;

    public string PasswordHash { get; private set; } = string.Empty;

    /// <summary>What a sign-in is bound to: another stamp ends them all, also one that is just being made.</summary>
    public string SecurityStamp { get; private set; } = string.Empty;

    public string FirstName { get; private set; } = string.Empty;

    public string LastName { get; private set; } = string.Empty;

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; private set; } = TimeZoneNames.Default;

    /// <summary>When it was made, in suite time.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What tells a repeat of the signup that made it, if that had a key; see <see cref="Domain.SignupReceipt"/>.</summary>
    public byte[]? SignupReceipt { get; init; }

    /// <summary>What its access tokens carry; those of an earlier epoch were called back.</summary>
    public long TokenEpoch { get; private set; }

    /// <summary>When they were, the last time, in real time.</summary>
    public DateTimeOffset? TokensRevokedAt { get; private set; }

    /// <summary>Why they were, as in <see cref="TokensRevoked"/>.</summary>
    public string? RevocationReason { get; private set; }

    /// <summary>Every account has one, the free plan from the start.</summary>
    public AccountSubscription Subscription { get; init; } = null!;

    /// <summary>Makes an account. It has no number yet; once it has, <see cref="Announce"/> tells of it.</summary>
    public static Account Open(AccountData data, string passwordHash, SubscriptionTerms terms, OperationContext operation) => new()
    {
        Email = data.Email,
        NormalizedEmail = EmailAddress.Normalize(data.Email),
        PasswordHash = passwordHash,
        SecurityStamp = NewStamp(),
        FirstName = data.FirstName,
        LastName = data.LastName,
        TimeZone = data.TimeZone,
        CreatedAt = operation.Now,
        SignupReceipt = Domain.SignupReceipt.ToBytes(operation),
        Subscription = AccountSubscription.Begin(terms),
    };

    /// <summary>What the others are told of a new account.</summary>
    public Decision<Account> Announce(OperationContext operation) => Decision.Accept(this, Subscription.Tell(Id, operation));

    /// <summary>Whether a signup has the key of the one that made this account, a short time ago.</summary>
    public bool WasOpenedBy(OperationContext signup) =>
        Domain.SignupReceipt.Of(this) is { } receipt && signup.Repeats(receipt.Key, receipt.At);

    /// <summary>Signs up once more with the key of the signup that made this account: refused where it wants another account.</summary>
    public Decision<Account> RepeatSignup(OperationContext signup) => Domain.SignupReceipt.Of(this) is { } receipt && receipt.IsOf(signup)
        ? Decision.Unchanged(this)
        : Decision.Refuse(this, Refusal.KeyReused);

    /// <summary>Takes other names; null for one that stays.</summary>
    public void Rename(string? firstName, string? lastName)
    {
        FirstName = firstName ?? FirstName;
        LastName = lastName ?? LastName;
    }

    /// <summary>Takes another time zone, by which new access tokens go; the calendar is continued beside it.</summary>
    public void MoveTo(string timeZone) => TimeZone = timeZone;

    /// <summary>Takes another password: whoever signed in with the old one is signed out.</summary>
    public Decision<Account> ChangePassword(string passwordHash, string userHash, DateTimeOffset realNow, OperationContext operation)
    {
        PasswordHash = passwordHash;
        return RevokeTokens(TokensRevoked.PasswordChanged, userHash, realNow, operation);
    }

    /// <summary>
    /// Ends all sign-ins and calls back the access tokens: the stamp ends the sign-ins, the epoch is what access tokens carry.
    /// </summary>
    /// <param name="reason">Why, as in <see cref="TokensRevoked"/>.</param>
    /// <param name="userHash">How services speak of the user.</param>
    /// <param name="realNow">Real time.</param>
    /// <param name="operation">What it belongs to, and suite time.</param>
    public Decision<Account> RevokeTokens(string reason, string userHash, DateTimeOffset realNow, OperationContext operation)
    {
        SecurityStamp = NewStamp();
        TokenEpoch++;
        TokensRevokedAt = realNow;
        RevocationReason = reason;
        return Decision.Accept(this, TellRevoked(userHash, TokenEpoch, reason, operation));
    }

    /// <summary>What the services are told where tokens are called back. It names no user: the hash does.</summary>
    public static FocusEvent TellRevoked(string userHash, long epoch, string reason, OperationContext operation) =>
        operation.Stamp(userId: 0, new TokensRevoked { UserHash = userHash, Epoch = epoch, Reason = reason });

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}

/// <summary>An account as somebody wants it, checked for its form.</summary>
internal sealed record AccountData(string Email, string Password, string FirstName, string LastName, string TimeZone)
{
    /// <summary>Never shows what it holds, wherever it may be printed.</summary>
    public override string ToString() => nameof(AccountData);
}
