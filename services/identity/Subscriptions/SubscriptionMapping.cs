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

    public static SubscriptionChanged ToEvent(this SubscriptionTerms terms, long userId, DateTimeOffset now) => new()
    {
        OccurredAt = now,
        UserId = userId,
        CorrelationId = Guid.CreateVersion7(),
        Plan = terms.Plan.Word(),
        Status = terms.Status.Word(),
    };

    /// <summary>A time in a request; null, and noted, where it is none.</summary>
    public static DateTimeOffset? Instant(Timestamp? timestamp, string field, Validation validation)
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
