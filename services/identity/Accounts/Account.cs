using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Subscriptions;
using Microsoft.AspNetCore.Identity;

namespace FocusSuite.Identity.Accounts;

/// <summary>A person's account.</summary>
internal sealed class Account : IdentityUser<long>
{
    public const int LongestName = 150;

    public string FirstName { get; set; } = string.Empty;

    public string LastName { get; set; } = string.Empty;

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; set; } = TimeZoneNames.Default;

    /// <summary>When it was made, in suite time.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>What tells a repeat of the signup that made it, if that had a key; see <see cref="SigningIn.SignupReceipt"/>.</summary>
    public byte[]? SignupReceipt { get; init; }

    /// <summary>What its access tokens carry; those of an earlier epoch were called back.</summary>
    public long TokenEpoch { get; set; }

    /// <summary>When they were, the last time, in real time.</summary>
    public DateTimeOffset? TokensRevokedAt { get; set; }

    /// <summary>Why they were, as in <see cref="Messaging.Events.TokensRevoked"/>.</summary>
    public string? RevocationReason { get; set; }

    /// <summary>Every account has one, the free plan from the start.</summary>
    public AccountSubscription Subscription { get; set; } = null!;
}
