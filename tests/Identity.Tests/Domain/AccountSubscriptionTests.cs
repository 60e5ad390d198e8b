using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Subscriptions;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf.Reflection;
using Shouldly;
using Xunit;
using Wire = FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class AccountSubscriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperationContext Operation = new(Guid.CreateVersion7(), Now);
    private static readonly SubscriptionChange Nothing = new(null, null, null, null, null, false, false);

    // Minutes from now until the paid time and the trial end; null where there is no end.
    [Theory]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, null, null, true)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Active, null, null, true)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, 1, null, true)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, 0, null, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, -1, null, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, null, -1, true)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Active, -1, 1, false)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Canceled, 1, null, true)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Canceled, 0, null, false)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Canceled, -1, null, false)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Canceled, null, null, false)]
    [InlineData(Wire.Plan.ProYearly, Wire.SubscriptionStatus.Canceled, null, 1, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Trial, null, 1, true)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Trial, null, 0, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Trial, null, -1, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Trial, null, null, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Trial, 1, null, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Expired, null, null, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Expired, 1, 1, false)]
    [InlineData(Wire.Plan.ProMonthly, Wire.SubscriptionStatus.Unspecified, null, null, false)]
    [InlineData(Wire.Plan.Free, Wire.SubscriptionStatus.Active, null, null, false)]
    [InlineData(Wire.Plan.Free, Wire.SubscriptionStatus.Canceled, 1, null, false)]
    [InlineData(Wire.Plan.Free, Wire.SubscriptionStatus.Trial, null, 1, false)]
    [InlineData(Wire.Plan.Unspecified, Wire.SubscriptionStatus.Active, null, null, false)]
    public void IsPro_ByPlanStatusAndTimes_FollowsTheContract(
        Wire.Plan plan, Wire.SubscriptionStatus status, int? expiresIn, int? trialEndsIn, bool pro)
    {
        ProRule.IsInForce(plan, status, FromNow(expiresIn), FromNow(trialEndsIn), Now).ShouldBe(pro);
        if (plan.FromWire() is { } known && status.FromWire() is { } stands)
        {
            new SubscriptionTerms(known, stands, Now.AddDays(-30), FromNow(expiresIn), FromNow(trialEndsIn)).IsPro(Now).ShouldBe(pro);
        }
    }

    /// <summary>The words of the domain are those of the public language, and each comes back as what it was.</summary>
    [Fact]
    public void Words_OfEveryPlanAndStatus_AreTheDocumentedOnesAndReadBack()
    {
        Enum.GetValues<Plan>().Select(plan => plan.Word()).ShouldBe(["free", "pro_monthly", "pro_yearly"]);
        Enum.GetValues<SubscriptionStatus>().Select(status => status.Word()).ShouldBe(["active", "canceled", "expired", "trial"]);
        Enum.GetValues<Plan>().ShouldAllBe(plan => SubscriptionWords.PlanOf(plan.Word()) == plan && plan.ToWire().FromWire() == plan);
        Enum.GetValues<SubscriptionStatus>()
            .ShouldAllBe(status => SubscriptionWords.StatusOf(status.Word()) == status && status.ToWire().FromWire() == status);
        Enum.GetValues<Wire.Plan>().Select(plan => plan.FromWire()?.Word() ?? string.Empty)
            .ShouldBe(Enum.GetValues<Wire.Plan>().Select(plan => WireWord((int)plan, nameof(Plan))));
        Enum.GetValues<Wire.SubscriptionStatus>().Select(status => status.FromWire()?.Word() ?? string.Empty)
            .ShouldBe(Enum.GetValues<Wire.SubscriptionStatus>().Select(status => WireWord((int)status, nameof(SubscriptionStatus))));
        ((Wire.Plan)99).FromWire().ShouldBeNull();
        ((Wire.SubscriptionStatus)99).FromWire().ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Free")]
    [InlineData("unspecified")]
    public void Words_OfNoPlanOrStatus_AreRefused(string word)
    {
        Should.Throw<InvalidOperationException>(() => SubscriptionWords.PlanOf(word));
        Should.Throw<InvalidOperationException>(() => SubscriptionWords.StatusOf(word));
    }

    [Fact]
    public void Change_OfNothing_TellsNobody()
    {
        var subscription = AccountSubscription.Begin(SubscriptionTerms.Free(Now.AddDays(-1)));

        subscription.Change(Nothing, Operation).ChangesNothing.ShouldBeTrue();
        subscription.Change(Nothing with { Plan = Plan.Free, Status = SubscriptionStatus.Active }, Operation).ChangesNothing.ShouldBeTrue();
        subscription.Terms.ShouldBe(SubscriptionTerms.Free(Now.AddDays(-1)));
    }

    [Fact]
    public void Change_ToAnotherPlan_BeginsNowAndTellsWhatItIs()
    {
        var subscription = AccountSubscription.Begin(SubscriptionTerms.Free(Now.AddDays(-1)));

        var told = subscription.Change(Nothing with { Plan = Plan.ProYearly }, Operation).Events.ShouldHaveSingleItem();

        subscription.Terms.ShouldBe(new SubscriptionTerms(Plan.ProYearly, SubscriptionStatus.Active, Now, null, null));
        var changed = told.ShouldBeOfType<SubscriptionChanged>();
        (changed.Plan, changed.Status).ShouldBe(("pro_yearly", "active"));
        (changed.OccurredAt, changed.CorrelationId).ShouldBe((Now, Operation.CorrelationId));
    }

    [Fact]
    public void Change_OfTimes_ClearsWhatIsNamedAndKeepsTheRest()
    {
        var subscription = AccountSubscription.Begin(new(Plan.ProMonthly, SubscriptionStatus.Trial, Now, Now.AddDays(1), Now.AddDays(2)));

        subscription.Change(Nothing with { NeverExpires = true }, Operation).ChangesNothing.ShouldBeFalse();
        subscription.Terms.ShouldBe(new(Plan.ProMonthly, SubscriptionStatus.Trial, Now, null, Now.AddDays(2)));
        subscription.Change(Nothing with { HasNoTrial = true, ExpiresAt = Now.AddDays(3) }, Operation).ChangesNothing.ShouldBeFalse();
        subscription.Terms.ShouldBe(new(Plan.ProMonthly, SubscriptionStatus.Trial, Now, Now.AddDays(3), null));
    }

    [Fact]
    public void Change_OfStatusAndTimes_TakesWhatIsNamedAndKeepsItAfterwards()
    {
        var subscription = AccountSubscription.Begin(new(Plan.ProMonthly, SubscriptionStatus.Active, Now, Now.AddDays(1), Now.AddDays(2)));

        subscription.Change(
            Nothing with
            {
                Status = SubscriptionStatus.Canceled,
                StartedAt = Now.AddDays(-3),
                ExpiresAt = Now.AddDays(4),
                TrialEndsAt = Now.AddDays(5),
            },
            Operation);
        subscription.Terms.ShouldBe(
            new(Plan.ProMonthly, SubscriptionStatus.Canceled, Now.AddDays(-3), Now.AddDays(4), Now.AddDays(5)));

        subscription.Change(Nothing with { Status = SubscriptionStatus.Expired }, Operation);
        subscription.Terms.ShouldBe(
            new(Plan.ProMonthly, SubscriptionStatus.Expired, Now.AddDays(-3), Now.AddDays(4), Now.AddDays(5)));
    }

    // Empty where the public language has none.
    private static string WireWord(int number, string name) =>
        Wire.IdentityReflection.Descriptor.FindTypeByName<EnumDescriptor>(name).FindValueByNumber(number).GetOptions()
            ?.GetExtension(OptionsExtensions.JsonWord) ?? string.Empty;

    private static DateTimeOffset? FromNow(int? minutes) => minutes is { } given ? Now.AddMinutes(given) : null;
}
