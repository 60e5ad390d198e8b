using FocusSuite.Protocol.Subscriptions;
using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Enrollment.Subscriptions;

/// <summary>What decides about Pro: kept in memory and judged against the time of each question.</summary>
internal sealed record SubscriptionTerms(Plan Plan, SubscriptionStatus Status, DateTimeOffset? ExpiresAt, DateTimeOffset? TrialEndsAt)
{
    /// <summary>The terms of a subscription; the free plan where there is none.</summary>
    public static SubscriptionTerms Of(Subscription? subscription) => new(
        subscription?.Plan ?? Plan.Free,
        subscription?.Status ?? SubscriptionStatus.Unspecified,
        subscription?.ExpiresAt?.ToDateTimeOffset(),
        subscription?.TrialEndsAt?.ToDateTimeOffset());

    /// <summary>Whether Pro is in force: the contract's "Pro now".</summary>
    public bool IsPro(DateTimeOffset now) => ProRule.IsInForce(Plan, Status, ExpiresAt, TrialEndsAt, now);
}
