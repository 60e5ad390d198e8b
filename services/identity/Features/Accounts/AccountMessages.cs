using FocusSuite.Identity.Domain;
using FocusSuite.Protocol.Subscriptions;
using Google.Protobuf.WellKnownTypes;
using Wire = FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>Accounts and subscriptions as the public language has them.</summary>
internal static class AccountMessages
{
    public static Wire.User ToUser(this Account account, DateTimeOffset now) => new()
    {
        Id = account.Id,
        Email = account.Email,
        FirstName = account.FirstName,
        LastName = account.LastName,
        TimeZone = account.TimeZone,
        IsPro = account.Subscription.Terms.IsPro(now),
        CreatedAt = account.CreatedAt.ToTimestamp(),
    };

    public static Wire.Subscription ToMessage(this SubscriptionTerms terms) => new()
    {
        Plan = terms.Plan.ToWire(),
        Status = terms.Status.ToWire(),
        StartedAt = terms.StartedAt?.ToTimestamp(),
        ExpiresAt = terms.ExpiresAt?.ToTimestamp(),
        TrialEndsAt = terms.TrialEndsAt?.ToTimestamp(),
    };

    /// <summary>Whether Pro is in force, by the one rule that all services act by.</summary>
    public static bool IsPro(this SubscriptionTerms terms, DateTimeOffset now) =>
        ProRule.IsInForce(terms.Plan.ToWire(), terms.Status.ToWire(), terms.ExpiresAt, terms.TrialEndsAt, now);

    public static Wire.Plan ToWire(this Plan plan) => plan switch
    {
        Plan.ProMonthly => Wire.Plan.ProMonthly,
        Plan.ProYearly => Wire.Plan.ProYearly,
        _ => Wire.Plan.Free,
    };

    public static Wire.SubscriptionStatus ToWire(this SubscriptionStatus status) => status switch
    {
        SubscriptionStatus.Canceled => Wire.SubscriptionStatus.Canceled,
        SubscriptionStatus.Expired => Wire.SubscriptionStatus.Expired,
        SubscriptionStatus.Trial => Wire.SubscriptionStatus.Trial,
        _ => Wire.SubscriptionStatus.Active,
    };

    /// <returns>Null for a plan that has no word.</returns>
    public static Plan? FromWire(this Wire.Plan plan) => plan switch
    {
        Wire.Plan.Free => Plan.Free,
        Wire.Plan.ProMonthly => Plan.ProMonthly,
        Wire.Plan.ProYearly => Plan.ProYearly,
        _ => null,
    };

    /// <returns>Null for a status that has no word.</returns>
    public static SubscriptionStatus? FromWire(this Wire.SubscriptionStatus status) => status switch
    {
        Wire.SubscriptionStatus.Active => SubscriptionStatus.Active,
        Wire.SubscriptionStatus.Canceled => SubscriptionStatus.Canceled,
        Wire.SubscriptionStatus.Expired => SubscriptionStatus.Expired,
        Wire.SubscriptionStatus.Trial => SubscriptionStatus.Trial,
        _ => null,
    };
}
