using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Subscriptions;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>What is paid for, and until when. All times are suite time.</summary>
internal sealed record SubscriptionTerms(
    Plan Plan, SubscriptionStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? TrialEndsAt)
{
    /// <summary>What every account begins with.</summary>
    public static SubscriptionTerms Free(DateTimeOffset startedAt) => new(Plan.Free, SubscriptionStatus.Active, startedAt, null, null);

    /// <summary>Where there never was a subscription, e.g. for an account of another provider.</summary>
    public static readonly SubscriptionTerms None = new(Plan.Free, SubscriptionStatus.Active, null, null, null);

    /// <summary>Whether Pro is in force.</summary>
    public bool IsPro(DateTimeOffset now) => ProRule.IsInForce(Plan, Status, ExpiresAt, TrialEndsAt, now);
}
