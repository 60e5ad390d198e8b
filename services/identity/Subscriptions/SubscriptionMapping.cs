using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>Subscriptions as the public language and the events have them.</summary>
internal static class SubscriptionMapping
{
    public static Subscription ToMessage(this SubscriptionTerms terms) => new()
    {
        Plan = terms.Plan,
        Status = terms.Status,
        StartedAt = terms.StartedAt?.ToTimestamp(),
        ExpiresAt = terms.ExpiresAt?.ToTimestamp(),
        TrialEndsAt = terms.TrialEndsAt?.ToTimestamp(),
    };

    /// <summary>Reads what an operator asks for, and notes every fault. What is not given is that of the free plan.</summary>
    public static SubscriptionTerms ToTerms(this Subscription? message, Validation validation)
    {
        if (message is null)
        {
            return SubscriptionTerms.None;
        }

        var plan = message.Plan == Plan.Unspecified ? Plan.Free : message.Plan;
        var status = message.Status == SubscriptionStatus.Unspecified ? SubscriptionStatus.Active : message.Status;
        validation
            .Check(plan.IsWord(), "subscription.plan", "Must be free, pro_monthly or pro_yearly.")
            .Check(status.IsWord(), "subscription.status", "Must be active, canceled, expired or trial.");
        return new SubscriptionTerms(
            plan,
            status,
            Instant(message.StartedAt, "subscription.started_at", validation),
            Instant(message.ExpiresAt, "subscription.expires_at", validation),
            Instant(message.TrialEndsAt, "subscription.trial_ends_at", validation));
    }

    public static SubscriptionChanged ToEvent(this SubscriptionTerms terms, long userId, DateTimeOffset now) => new()
    {
        OccurredAt = now,
        UserId = userId,
        CorrelationId = Guid.CreateVersion7(),
        Plan = terms.Plan.Word(),
        Status = terms.Status.Word(),
    };

    private static DateTimeOffset? Instant(Timestamp? timestamp, string field, Validation validation)
    {
        try
        {
            // Whole milliseconds, as all times of the suite are kept.
            return timestamp?.ToDateTimeOffset() is { } time ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond)) : null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            validation.Add(field, "Must be a time between the years 1 and 9999.");
            return null;
        }
    }
}
