using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>The subscription of an account, as it is stored.</summary>
internal sealed class AccountSubscription
{
    public long AccountId { get; init; }

    public Plan Plan { get; private set; }

    public SubscriptionStatus Status { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? TrialEndsAt { get; private set; }

    public SubscriptionTerms Terms
    {
        get => new(Plan, Status, StartedAt, ExpiresAt, TrialEndsAt);
        set => (Plan, Status, StartedAt, ExpiresAt, TrialEndsAt) = value;
    }
}
