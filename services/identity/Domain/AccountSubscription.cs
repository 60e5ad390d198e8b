using FocusSuite.Domain;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Identity.Domain;

/// <summary>The subscription of an account: the aggregate, and the row it is stored as.</summary>
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
        private set => (Plan, Status, StartedAt, ExpiresAt, TrialEndsAt) = value;
    }

    /// <summary>The subscription of an account that is being made.</summary>
    public static AccountSubscription Begin(SubscriptionTerms terms) => new() { Terms = terms };

    /// <summary>Takes other terms. The same terms again are no change, and nobody is told.</summary>
    public Decision<AccountSubscription> Change(SubscriptionChange change, OperationContext operation)
    {
        var terms = change.Of(Terms, operation.Now);
        if (terms == Terms)
        {
            return Decision.Unchanged(this);
        }

        Terms = terms;
        return Decision.Accept(this, Tell(AccountId, operation));
    }

    /// <summary>What the others are told: whoever cached the subscription drops it.</summary>
    public FocusEvent Tell(long accountId, OperationContext operation) =>
        operation.Stamp(accountId, new SubscriptionChanged { Plan = Plan.Word(), Status = Status.Word() });
}

/// <summary>What is paid for, and until when. All times are suite time.</summary>
internal sealed record SubscriptionTerms(
    Plan Plan, SubscriptionStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? TrialEndsAt)
{
    /// <summary>Where there never was a subscription, e.g. for an account of another provider.</summary>
    public static readonly SubscriptionTerms None = new(Plan.Free, SubscriptionStatus.Active, null, null, null);

    /// <summary>What every account begins with.</summary>
    public static SubscriptionTerms Free(DateTimeOffset startedAt) => None with { StartedAt = startedAt };
}

/// <summary>What an operator wants to be different about a subscription: what is null was not named, and stays.</summary>
internal sealed record SubscriptionChange(
    Plan? Plan,
    SubscriptionStatus? Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? TrialEndsAt,
    bool NeverExpires,
    bool HasNoTrial)
{
    /// <summary>The terms as they are wanted. Another plan begins now, unless something else is named.</summary>
    public SubscriptionTerms Of(SubscriptionTerms terms, DateTimeOffset now)
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

/// <summary>What is paid for. Stored and told by its word.</summary>
internal enum Plan
{
    Free,
    ProMonthly,
    ProYearly,
}

/// <summary>Where a subscription stands. Stored and told by its word.</summary>
internal enum SubscriptionStatus
{
    Active,
    Canceled,
    Expired,
    Trial,
}

/// <summary>
/// The documented words of plans and statuses; those of the public language, which a test compares. Database and events hold these.
/// </summary>
internal static class SubscriptionWords
{
    private static readonly Dictionary<Plan, string> Plans = new()
    {
        [Plan.Free] = "free",
        [Plan.ProMonthly] = "pro_monthly",
        [Plan.ProYearly] = "pro_yearly",
    };

    private static readonly Dictionary<SubscriptionStatus, string> Statuses = new()
    {
        [SubscriptionStatus.Active] = "active",
        [SubscriptionStatus.Canceled] = "canceled",
        [SubscriptionStatus.Expired] = "expired",
        [SubscriptionStatus.Trial] = "trial",
    };

    public static string Word(this Plan plan) => Plans[plan];

    public static string Word(this SubscriptionStatus status) => Statuses[status];

    public static Plan PlanOf(string word) => Plans.First(plan => plan.Value == word).Key;

    public static SubscriptionStatus StatusOf(string word) => Statuses.First(status => status.Value == word).Key;
}
