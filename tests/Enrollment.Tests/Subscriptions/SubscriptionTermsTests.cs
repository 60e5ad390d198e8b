using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Shouldly;
using Xunit;
using static FocusSuite.Protos.Identity.V1.SubscriptionStatus;

namespace FocusSuite.Enrollment.Tests.Subscriptions;

public class SubscriptionTermsTests
{
    [Theory]
    [InlineData(Active, null, null, true)]
    [InlineData(Active, 1, null, true)]
    [InlineData(Active, 0, null, false)]
    [InlineData(Active, -1, null, false)]
    [InlineData(Canceled, null, null, false)]
    [InlineData(Canceled, 1, null, true)]
    [InlineData(Canceled, 0, null, false)]
    [InlineData(Trial, null, null, false)]
    [InlineData(Trial, null, 1, true)]
    [InlineData(Trial, null, 0, false)]
    [InlineData(Trial, 1, -1, false)]
    [InlineData(Expired, 1, 1, false)]
    [InlineData(Unspecified, 1, 1, false)]
    public void Pro_OfAPaidPlan_IsInForceAsTheContractSays(SubscriptionStatus status, int? expiresInHours, int? trialEndsInHours, bool pro)
    {
        foreach (var plan in new[] { Plan.ProMonthly, Plan.ProYearly })
        {
            Terms(plan, status, expiresInHours, trialEndsInHours).IsPro(Some.Now).ShouldBe(pro);
        }

        foreach (var plan in new[] { Plan.Free, Plan.Unspecified })
        {
            Terms(plan, status, expiresInHours, trialEndsInHours).IsPro(Some.Now).ShouldBeFalse();
        }
    }

    [Fact]
    public void Pro_WithoutASubscription_IsNotInForce() => SubscriptionTerms.Of(null).IsPro(Some.Now).ShouldBeFalse();

    private static SubscriptionTerms Terms(Plan plan, SubscriptionStatus status, int? expiresInHours, int? trialEndsInHours) =>
        new(
            plan,
            status,
            Some.Now.AddHours(expiresInHours ?? 0).If(expiresInHours),
            Some.Now.AddHours(trialEndsInHours ?? 0).If(trialEndsInHours));
}

internal static class Times
{
    public static DateTimeOffset? If(this DateTimeOffset time, int? given) => given is null ? null : time;
}
