using FocusSuite.Identity.Tests.Features.SigningIn;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Operator;

public sealed class PutUserTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task PutUser_OfSomebodyNew_MakesTheAccountAndTellsTheOthers()
    {
        var email = IdentityInstallation.NewEmail();
        var answer = await PutAsync(Pro(email));

        answer.Created.ShouldBeTrue();
        answer.User.Email.ShouldBe(email);
        answer.User.IsPro.ShouldBeTrue();
        FactsOf(answer).ShouldBe([("pro_monthly", "active")]);
        (await _identity.LoginAsync(email, "correct horse")).User.ShouldBe(answer.User);
    }

    [Fact]
    public async Task PutUser_OfAnExistingAccount_ChangesWhatIsAskedFor()
    {
        var email = IdentityInstallation.NewEmail();
        var before = await _identity.SignupAsync(email);

        var request = Pro(email.ToUpperInvariant());
        (request.FirstName, request.TimeZone, request.Password) = ("Augusta", "Asia/Tokyo", "another horse");
        var answer = await PutAsync(request);

        answer.Created.ShouldBeFalse();
        answer.User.Id.ShouldBe(before.User.Id);
        answer.User.FirstName.ShouldBe("Augusta");
        answer.User.TimeZone.ShouldBe("Asia/Tokyo");
        answer.User.CreatedAt.ShouldBe(before.User.CreatedAt);
        FactsOf(answer).ShouldBe([("free", "active"), ("pro_monthly", "active")]);
        (await Refusal.OfAsync(() => _identity.LoginAsync(email, "correct horse"))).Reason.ShouldBe("INVALID_CREDENTIALS");
        (await _identity.LoginAsync(email, "another horse")).User.ShouldBe(answer.User);
    }

    /// <summary>
    /// D1: the operator's word is spelled like anybody's, and the same zone in another case is no change of the calendar.
    /// </summary>
    [Fact]
    public async Task PutUser_WithATimeZoneInAnotherCase_StoresItsOwnSpellingOnce()
    {
        var request = Pro(IdentityInstallation.NewEmail());
        foreach (var zone in new[] { "atlantic/st_helena", "ATLANTIC/ST_HELENA", "Atlantic/St_Helena" })
        {
            request.TimeZone = zone;
            (await PutAsync(request)).User.TimeZone.ShouldBe("Atlantic/St_Helena");
        }

        var user = (await PutAsync(request)).User;
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM calendars WHERE user_id = {user.Id} AND time_zone = "
            + $"'Atlantic/St_Helena'")).ShouldBe(1);
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM calendars WHERE user_id = {user.Id}")).ShouldBe(1);
    }

    [Fact]
    public async Task PutUser_WithANewPassword_SignsOutEverywhereAndARepeatDoesNot()
    {
        var email = IdentityInstallation.NewEmail();
        var before = await _identity.SignupAsync(email);
        await PutAsync(Pro(email));
        var next = await _identity.RefreshAsync(before.Tokens.Refresh);

        var request = Pro(email);
        request.Password = "another horse";
        await PutAsync(request);

        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, next.Tokens.Refresh);
    }

    [Fact]
    public async Task PutUser_OfOneAccountTwentyTimesAtOnce_MakesOneAccount()
    {
        var email = IdentityInstallation.NewEmail();

        var (answers, refusals) = await AtOnce.RunAsync(20, _ => PutAsync(Pro(email)));

        refusals.Where(status => status != StatusCode.Aborted).ShouldBeEmpty();
        answers.Count(answer => answer.Created).ShouldBe(1);
        answers.Select(answer => answer.User.Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task PutUser_RepeatedWithoutABeginning_KeepsTheOneOfThePlan()
    {
        var email = IdentityInstallation.NewEmail();
        await PutAsync(Pro(email));
        var began = await StartedAtAsync(email);
        await PutAsync(Pro(email));
        (await StartedAtAsync(email)).ShouldBe(began);

        await PutAsync(new PutUserRequest { Email = email, Password = "correct horse" });
        (await StartedAtAsync(email)).ShouldBe(began);

        await PutAsync(new PutUserRequest { Email = email, Subscription = new Subscription { Plan = Plan.ProYearly } });
        (await StartedAtAsync(email)).ShouldBeGreaterThan(began, "another plan begins now");
    }

    [Fact]
    public async Task PutUser_WithFaultsEverywhere_NamesThemAll()
    {
        var refusal = await Refusal.OfAsync(() => PutAsync(new PutUserRequest
        {
            Email = "nonsense",
            Password = "short",
            TimeZone = "Nowhere",
            Subscription = new Subscription
            {
                Plan = (Plan)77,
                Status = (SubscriptionStatus)77,
                StartedAt = new Timestamp { Seconds = long.MaxValue },
                ExpiresAt = new Timestamp { Nanos = -1 },
                TrialEndsAt = new Timestamp { Seconds = long.MinValue },
            },
        }));
        refusal.Fields.ShouldBe(
        [
            "email", "password", "subscription.expires_at", "subscription.plan", "subscription.started_at", "subscription.status",
            "subscription.trial_ends_at", "time_zone",
        ]);
    }

    [Fact]
    public async Task PutUser_OfSomebodyNewWithoutASubscription_IsTheFreePlan()
    {
        var answer = await PutAsync(new PutUserRequest { Email = IdentityInstallation.NewEmail(), Password = "correct horse" });

        (answer.User.IsPro, answer.User.TimeZone, answer.User.FirstName).ShouldBe((false, "UTC", ""));
        FactsOf(answer).ShouldBe([("free", "active")]);
    }

    /// <summary>S9: what the others cached of a subscription is good as long as that is not named.</summary>
    [Fact]
    public async Task PutUser_WithoutASubscription_KeepsItAndTellsNobody()
    {
        var email = IdentityInstallation.NewEmail();
        await PutAsync(Pro(email));
        var answer = await PutAsync(new PutUserRequest { Email = email, Password = "another horse" });
        answer.User.IsPro.ShouldBeTrue();
        FactsOf(answer).ShouldBe([("pro_monthly", "active")]);
    }

    /// <summary>S9: a time is removed by name, since what is not given stays.</summary>
    [Fact]
    public async Task PutUser_WithTimesToClear_RemovesThoseAlone()
    {
        var email = IdentityInstallation.NewEmail();
        var request = Pro(email);
        (request.Subscription.ExpiresAt, request.Subscription.TrialEndsAt) = (
            DateTime.UtcNow.AddDays(-1).ToTimestamp(), DateTime.UtcNow.AddDays(1).ToTimestamp());
        (await PutAsync(request)).User.IsPro.ShouldBeFalse();

        (await PutAsync(new PutUserRequest { Email = email, Clear = { "expires_at" } })).User.IsPro.ShouldBeTrue();

        (await _identity.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM subscriptions JOIN accounts ON id = account_id WHERE email = '{email}' AND expires_at IS NULL AND "
            + $"trial_ends_at IS NOT NULL")).ShouldBe(1);
        (await Refusal.OfAsync(() => PutAsync(new PutUserRequest { Email = email, Clear = { "password" } }))).Fields.ShouldBe(["clear"]);
    }

    /// <summary>S9: there is nobody to change, and nothing to make an account with.</summary>
    [Fact]
    public async Task PutUser_OfNobodyWithoutAPassword_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(
            () => PutAsync(new PutUserRequest { Email = IdentityInstallation.NewEmail(), FirstName = "Ada" }));
        (refusal.Status, refusal.Reason).ShouldBe((StatusCode.NotFound, "NOT_FOUND"));
    }

    [Fact]
    public async Task IssueTokens_OfAnAccount_SignsItIn()
    {
        var email = IdentityInstallation.NewEmail();
        var signedUp = await _identity.SignupAsync(email);

        var issued = await _identity.Internal.IssueTokensAsync(
            new IssueTokensRequest { Email = email.ToUpperInvariant() }, IdentityInstallation.Service());

        (await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(issued.Tokens.Access)))
            .Plan.ShouldBe(Plan.Free);
        (await _identity.RefreshAsync(issued.Tokens.Refresh)).User.ShouldBe(signedUp.User);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody@example.com")]
    [InlineData("not an address")]
    public async Task IssueTokens_OfNobody_IsNotFound(string email)
    {
        var request = new IssueTokensRequest { Email = email };
        var refusal = await Refusal.OfAsync(
            () => _identity.Internal.IssueTokensAsync(request, IdentityInstallation.Service()).ResponseAsync);
        refusal.Status.ShouldBe(StatusCode.NotFound);
    }

    private static PutUserRequest Pro(string email) => new()
    {
        Email = email,
        Password = "correct horse",
        Subscription = new Subscription { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Active },
    };

    private async Task<DateTime> StartedAtAsync(string email) => await _identity.Database.ScalarAsync<DateTime>(
        $"SELECT started_at FROM subscriptions JOIN accounts ON id = account_id WHERE email = '{email}'");

    private async Task<PutUserResponse> PutAsync(PutUserRequest request) =>
        await _identity.Internal.PutUserAsync(request, IdentityInstallation.Service());

    private IEnumerable<(string Plan, string Status)> FactsOf(PutUserResponse answer) => _identity.Relay.Events<SubscriptionChanged>()
        .Where(fact => fact.UserId == answer.User.Id)
        .Select(fact => (fact.Plan, fact.Status));
}
