using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Subscriptions;

public sealed class SubscriptionTermsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // Minutes from now until the paid time and the trial end; null where there is no end.
    [Theory]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, null, null, true)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Active, null, null, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, 1, null, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, 0, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, -1, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, null, -1, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Active, -1, 1, false)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Canceled, 1, null, true)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Canceled, 0, null, false)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Canceled, -1, null, false)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Canceled, null, null, false)]
    [InlineData(Plan.ProYearly, SubscriptionStatus.Canceled, null, 1, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, 1, true)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, 0, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, -1, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, null, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Trial, 1, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Expired, null, null, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Expired, 1, 1, false)]
    [InlineData(Plan.ProMonthly, SubscriptionStatus.Unspecified, null, null, false)]
    [InlineData(Plan.Free, SubscriptionStatus.Active, null, null, false)]
    [InlineData(Plan.Free, SubscriptionStatus.Canceled, 1, null, false)]
    [InlineData(Plan.Free, SubscriptionStatus.Trial, null, 1, false)]
    [InlineData(Plan.Unspecified, SubscriptionStatus.Active, null, null, false)]
    public void IsPro_ByPlanStatusAndTimes_FollowsTheContract(Plan plan, SubscriptionStatus status, int? expiresIn, int? trialEndsIn, bool pro) =>
        new SubscriptionTerms(plan, status, Now.AddDays(-30), FromNow(expiresIn), FromNow(trialEndsIn)).IsPro(Now).ShouldBe(pro);

    [Fact]
    public void Words_OfEveryPlanAndStatus_AreTheDocumentedOnesAndReadBack()
    {
        Enum.GetValues<Plan>().Where(plan => plan.IsWord()).Select(plan => plan.Word()).ShouldBe(["free", "pro_monthly", "pro_yearly"]);
        Enum.GetValues<SubscriptionStatus>().Where(status => status.IsWord()).Select(status => status.Word())
            .ShouldBe(["active", "canceled", "expired", "trial"]);
        Words.PlanOf("pro_yearly").ShouldBe(Plan.ProYearly);
        Words.StatusOf("trial").ShouldBe(SubscriptionStatus.Trial);
        ((Plan)99).IsWord().ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Free")]
    [InlineData("unspecified")]
    public void Words_OfNoPlanOrStatus_AreRefused(string word)
    {
        Should.Throw<InvalidOperationException>(() => Words.PlanOf(word));
        Should.Throw<InvalidOperationException>(() => Words.StatusOf(word));
    }

    private static DateTimeOffset? FromNow(int? minutes) => minutes is { } given ? Now.AddMinutes(given) : null;
}
