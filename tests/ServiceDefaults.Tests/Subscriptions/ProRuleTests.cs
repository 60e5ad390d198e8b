using FocusSuite.Protocol.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Subscriptions;

public sealed class ProRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, null, null, true)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Active, 1, null, true)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Active, 0, null, false)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Active, -1, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Canceled, 1, null, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Canceled, 0, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Canceled, null, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Canceled, null, 1, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, 1, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, 0, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, 1, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Expired, 1, 1, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Unspecified, 1, 1, false)]
    [InlineData(Plan.Free, SubscriptionStatus.Active, 1, 1, false)]
    [InlineData(Plan.Free, SubscriptionStatus.Trial, 1, 1, false)]
    [InlineData(Plan.Unspecified, SubscriptionStatus.Active, 1, 1, false)]
    public void Pro_IsInForce_AsTheContractSays(Plan plan, SubscriptionStatus status, int? expiresIn, int? trialEndsIn, bool inForce)
    {
        var subscription = new Subscription { Plan = plan, Status = status, ExpiresAt = In(expiresIn), TrialEndsAt = In(trialEndsIn) };

        ProRule.IsInForce(subscription, Now).ShouldBe(inForce);
    }

    [Fact]
    public void Pro_WithoutASubscription_IsNot() => ProRule.IsInForce(null, Now).ShouldBeFalse();

    private static Timestamp? In(int? milliseconds) => milliseconds is { } given ? Now.AddMilliseconds(given).ToTimestamp() : null;
}
