using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Accounts;

public sealed class SubscriptionTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task GetMySubscription_AfterSignup_IsTheFreePlan()
    {
        var signedUp = await _identity.SignupAsync();
        var subscription = await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(signedUp.Tokens.Access));
        subscription.ShouldBe(new GetMySubscriptionResponse
        {
            Plan = Plan.Free,
            Status = SubscriptionStatus.Active,
            IsPro = false,
            StartedAt = signedUp.User.CreatedAt,
        });
    }

    [Fact]
    public async Task GetMySubscription_OfAPaidPlan_ShowsItsTimesToTheMillisecond()
    {
        var (email, ends) = (IdentityInstallation.NewEmail(), new DateTimeOffset(2199, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        await _identity.Internal.PutUserAsync(
            new PutUserRequest
            {
                Email = email,
                Password = "correct horse",
                Subscription = new Subscription
                {
                    Plan = Plan.ProYearly,
                    Status = SubscriptionStatus.Canceled,
                    ExpiresAt = ends.AddTicks(9).ToTimestamp(),
                    TrialEndsAt = ends.ToTimestamp(),
                },
            },
            IdentityInstallation.Service());
        var signedIn = await _identity.LoginAsync(email, "correct horse");
        signedIn.User.IsPro.ShouldBeTrue();

        var mine = await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(signedIn.Tokens.Access));
        mine.IsPro.ShouldBeTrue();
        mine.Plan.ShouldBe(Plan.ProYearly);
        mine.Status.ShouldBe(SubscriptionStatus.Canceled);
        mine.ExpiresAt.ToDateTimeOffset().ShouldBe(ends);
        mine.TrialEndsAt.ToDateTimeOffset().ShouldBe(ends);
        mine.StartedAt.ShouldNotBeNull();

        var seenByAService = await _identity.Internal.GetSubscriptionAsync(new(), IdentityInstallation.Service(signedIn.Tokens.Access));
        seenByAService.Subscription.ShouldBe(new Subscription
        {
            Plan = mine.Plan,
            Status = mine.Status,
            StartedAt = mine.StartedAt,
            ExpiresAt = mine.ExpiresAt,
            TrialEndsAt = mine.TrialEndsAt,
        });
    }

    [Fact]
    public async Task GetMySubscription_WithoutAToken_IsRefused() =>
        (await Refusal.OfAsync(() => _identity.Subscriptions.GetMySubscriptionAsync(new()).ResponseAsync))
            .Status.ShouldBe(StatusCode.Unauthenticated);

    [Fact]
    public async Task InternalMethods_OfAUserWithoutAServiceToken_AreRefused()
    {
        var bearer = IdentityInstallation.Bearer((await _identity.SignupAsync()).Tokens.Access);
        foreach (var call in new Func<Metadata, Task>[]
        {
            headers => _identity.Internal.GetSubscriptionAsync(new(), headers).ResponseAsync,
            headers => _identity.Internal.PutUserAsync(new(), headers).ResponseAsync,
            headers => _identity.Internal.IssueTokensAsync(new(), headers).ResponseAsync,
        })
        {
            (await Refusal.OfAsync(() => call(bearer))).Status.ShouldBe(StatusCode.PermissionDenied);
            (await Refusal.OfAsync(() => call([]))).Status.ShouldBe(StatusCode.Unauthenticated);
        }
    }

    [Fact]
    public async Task GetSubscription_OnNobodysBehalf_IsRefused() =>
        (await Refusal.OfAsync(() => _identity.Internal.GetSubscriptionAsync(new(), IdentityInstallation.Service()).ResponseAsync))
            .Status.ShouldBe(StatusCode.Unauthenticated);
}
