using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Protocol.Subscriptions;

/// <summary>The one rule about Pro. Identity shows it, enrollment and sessions act by it.</summary>
public static class ProRule
{
    /// <summary>
    /// Whether Pro is in force: a plan pro_monthly or pro_yearly, and the status active with no or a future end, canceled with a future end
    /// (paid time is kept), or trial with a future end of the trial.
    /// </summary>
    /// <param name="plan">What is paid for.</param>
    /// <param name="status">Where the subscription stands.</param>
    /// <param name="expiresAt">Until when it is paid; null without an end.</param>
    /// <param name="trialEndsAt">Until when it may be tried.</param>
    /// <param name="now">The time of the question, in suite time.</param>
    /// <returns>True when Pro is in force.</returns>
    public static bool IsInForce(
        Plan plan, SubscriptionStatus status, DateTimeOffset? expiresAt, DateTimeOffset? trialEndsAt, DateTimeOffset now) =>
        plan is Plan.ProMonthly or Plan.ProYearly && status switch
        {
            SubscriptionStatus.Active => expiresAt is null || expiresAt > now,
            SubscriptionStatus.Canceled => expiresAt > now,
            SubscriptionStatus.Trial => trialEndsAt > now,
            _ => false,
        };

    /// <summary>The same for a subscription as identity tells it.</summary>
    /// <param name="subscription">The subscription; null where there never was one.</param>
    /// <param name="now">The time of the question, in suite time.</param>
    /// <returns>True when Pro is in force.</returns>
    public static bool IsInForce(Subscription? subscription, DateTimeOffset now) => subscription is not null && IsInForce(
        subscription.Plan, subscription.Status, subscription.ExpiresAt?.ToDateTimeOffset(),
        subscription.TrialEndsAt?.ToDateTimeOffset(), now);
}
