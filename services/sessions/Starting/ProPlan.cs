using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Sessions.Starting;

/// <summary>Whether a subscription gives Pro at a time.</summary>
internal static class ProPlan
{
    /// <summary>A Pro plan that is active without an end or not yet over, canceled but paid for still, or on trial still.</summary>
    public static bool IsInForce(Subscription? subscription, DateTimeOffset now) =>
        subscription is { Plan: Plan.ProMonthly or Plan.ProYearly } && subscription.Status switch
        {
            SubscriptionStatus.Active => subscription.ExpiresAt is null || IsAfter(subscription.ExpiresAt, now),
            SubscriptionStatus.Canceled => IsAfter(subscription.ExpiresAt, now),
            SubscriptionStatus.Trial => IsAfter(subscription.TrialEndsAt, now),
            _ => false,
        };

    private static bool IsAfter(Timestamp? time, DateTimeOffset now) => time is not null && time.ToDateTimeOffset() > now;
}
