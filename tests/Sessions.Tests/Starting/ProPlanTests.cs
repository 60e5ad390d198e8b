using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Starting;

public sealed class ProPlanTests
{
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

        ProPlan.IsInForce(subscription, Some.Start).ShouldBe(inForce);
    }

    [Fact]
    public void Pro_WithoutASubscription_IsNot() => ProPlan.IsInForce(null, Some.Start).ShouldBeFalse();

    private static Timestamp? In(int? milliseconds) => milliseconds is { } given ? Some.Start.AddMilliseconds(given).ToTimestamp() : null;
}
