using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>What an operator wants to be different about a subscription: what is null was not named, and stays.</summary>
internal sealed record SubscriptionChange(
    Plan? Plan, SubscriptionStatus? Status, DateTimeOffset? StartedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? TrialEndsAt, bool NeverExpires, bool HasNoTrial)
{
    private const string ExpiresAtField = "expires_at";
    private const string TrialEndsAtField = "trial_ends_at";

    /// <summary>Reads a request, and notes every fault.</summary>
    public static SubscriptionChange Read(PutUserRequest request, Validation validation)
    {
        var named = request.Subscription ?? new Subscription();
        foreach (var field in request.Clear.Where(field => field is not (ExpiresAtField or TrialEndsAtField)))
        {
            validation.Add("clear", $"Must name {ExpiresAtField} or {TrialEndsAtField}.");
        }

        var (neverExpires, hasNoTrial) = (request.Clear.Contains(ExpiresAtField), request.Clear.Contains(TrialEndsAtField));
        validation
            .Check(!neverExpires || named.ExpiresAt is null, "clear", "Must not name a time that is given.")
            .Check(!hasNoTrial || named.TrialEndsAt is null, "clear", "Must not name a time that is given.");

        // Unspecified is the word of older clients for "not named".
        Plan? plan = named.HasPlan && named.Plan != Protos.Identity.V1.Plan.Unspecified ? named.Plan : null;
        SubscriptionStatus? status = named.HasStatus && named.Status != SubscriptionStatus.Unspecified ? named.Status : null;
        validation
            .Check(plan?.IsWord() ?? true, "subscription.plan", "Must be free, pro_monthly or pro_yearly.")
            .Check(status?.IsWord() ?? true, "subscription.status", "Must be active, canceled, expired or trial.");
        return new SubscriptionChange(
            plan,
            status,
            SubscriptionMapping.Instant(named.StartedAt, "subscription.started_at", validation),
            SubscriptionMapping.Instant(named.ExpiresAt, $"subscription.{ExpiresAtField}", validation),
            SubscriptionMapping.Instant(named.TrialEndsAt, $"subscription.{TrialEndsAtField}", validation),
            neverExpires,
            hasNoTrial);
    }

    /// <summary>The terms as they are wanted. Another plan begins now, unless something else is named.</summary>
    public SubscriptionTerms ChangeOf(SubscriptionTerms terms, DateTimeOffset now)
    {
        var plan = Plan ?? terms.Plan;
        return new SubscriptionTerms(
            plan,
            Status ?? terms.Status,
            StartedAt ?? (plan == terms.Plan ? terms.StartedAt ?? now : now),
            NeverExpires ? null : ExpiresAt ?? terms.ExpiresAt,
            HasNoTrial ? null : TrialEndsAt ?? terms.TrialEndsAt);
    }
}
