using FocusSuite.Identity.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>S10: whoever has the refresh token may sign out; an access token that has expired is no hindrance. S7: signing out everywhere
/// calls all back.</summary>
public sealed class LogOutTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Logout_WithTheRefreshTokenAlone_EndsItsFamily()
    {
        var signedUp = await _identity.SignupAsync();

        var answer = await LogoutAsync(signedUp.Tokens.Refresh);

        answer.Status.ShouldBeTrue();
        answer.Message.ShouldNotBeEmpty();
        answer.Results.ShouldNotBeNull();
        answer.AdditionalInfo.ShouldNotBeNull();
        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, signedUp.Tokens.Refresh);
    }

    [Theory]
    [InlineData("long.gone.by")]
    [InlineData("")]
    public async Task Logout_WithAnAccessTokenOfNoUse_IgnoresIt(string accessToken)
    {
        var signedUp = await _identity.SignupAsync();

        await _identity.Authentication.LogoutAsync(
            new LogoutRequest { Refresh = signedUp.Tokens.Refresh }, IdentityInstallation.Bearer(accessToken));

        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, signedUp.Tokens.Refresh);
    }

    [Fact]
    public async Task Logout_WithAnEarlierTokenOfTheFamily_EndsItToo()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var signedUp = await identity.SignupAsync();
        var next = await identity.RefreshAsync(signedUp.Tokens.Refresh);
        time.Advance(TimeSpan.FromDays(1));

        await identity.Authentication.LogoutAsync(new LogoutRequest { Refresh = signedUp.Tokens.Refresh });

        await RefreshTokensTests.ShouldBeRefusedAsync(identity, next.Tokens.Refresh);
    }

    [Fact]
    public async Task Logout_OnOneDevice_LeavesTheOthersSignedIn()
    {
        var email = IdentityInstallation.NewEmail();
        var phone = await _identity.SignupAsync(email);
        var laptop = await _identity.LoginAsync(email, "correct horse");

        await LogoutAsync(phone.Tokens.Refresh);

        (await _identity.RefreshAsync(laptop.Tokens.Refresh)).User.ShouldBe(phone.User);
        (await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(phone.Tokens.Access)))
            .Plan.ShouldBe(Plan.Free);
    }

    [Fact]
    public async Task Logout_WithATokenThatIsNotKnown_AnswersTheSame()
    {
        var signedUp = await _identity.SignupAsync();

        var unknown = await LogoutAsync("nonsense");
        var own = await LogoutAsync(signedUp.Tokens.Refresh);
        var again = await LogoutAsync(signedUp.Tokens.Refresh);
        var everywhere = await LogoutAsync(signedUp.Tokens.Refresh, all: true);

        unknown.ShouldBe(own);
        again.ShouldBe(own);
        everywhere.ShouldBe(own);
    }

    [Fact]
    public async Task Logout_WithoutARefreshToken_NamesTheField() =>
        (await Refusal.OfAsync(() => LogoutAsync(""))).Fields.ShouldBe(["refresh"]);

    /// <summary>S7: refresh tokens and access tokens of all devices, and nobody else's.</summary>
    [Fact]
    public async Task Logout_Everywhere_CallsBackAllThatWasGiven()
    {
        var email = IdentityInstallation.NewEmail();
        var phone = await _identity.SignupAsync(email);
        var laptop = await _identity.LoginAsync(email, "correct horse");
        var somebodyElse = await _identity.SignupAsync();

        await LogoutAsync(phone.Tokens.Refresh, all: true);

        foreach (var device in new[] { phone, laptop })
        {
            await RefreshTokensTests.ShouldBeRefusedAsync(_identity, device.Tokens.Refresh);
            await ShouldBeRefusedAsync(device.Tokens.Access);
        }

        (await _identity.RefreshAsync(somebodyElse.Tokens.Refresh)).User.ShouldBe(somebodyElse.User);
        await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(somebodyElse.Tokens.Access));

        // At once, in the same second: no clock decides it.
        var back = await _identity.LoginAsync(email, "correct horse");
        await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(back.Tokens.Access));
        (await _identity.RefreshAsync(back.Tokens.Refresh)).User.ShouldBe(phone.User);
    }

    /// <summary>S7: the services are told, by a hash and not by the number, each time with another epoch.</summary>
    [Fact]
    public async Task Logout_EverywhereAndANewPassword_TellTheServices()
    {
        var email = IdentityInstallation.NewEmail();
        var user = await _identity.SignupAsync(email);
        await LogoutAsync(user.Tokens.Refresh, all: true);
        var before = (await Internal.ListRevocationsAsync(new(), IdentityInstallation.Service())).Revocations;
        await Internal.PutUserAsync(new PutUserRequest { Email = email, Password = "another horse" }, IdentityInstallation.Service());
        await Internal.PutUserAsync(new PutUserRequest { Email = email, Password = "another horse" }, IdentityInstallation.Service());

        var hash = _identity.HashOf(user.User.Id);
        _identity.Relay.Events<TokensRevoked>().Where(fact => fact.UserHash == hash).Select(fact => (fact.UserId, fact.Epoch, fact.Reason))
            .ShouldBe([(0, 1, "signed_out"), (0, 2, "password_changed")]);
        before.Where(one => one.UserHash == hash).ShouldHaveSingleItem()
            .ShouldBe(new Revocation { UserHash = hash, Epoch = 1, Reason = RevocationReason.SignedOut });
        var after = await Internal.ListRevocationsAsync(new(), IdentityInstallation.Service());
        after.Revocations.Where(one => one.UserHash == hash).ShouldHaveSingleItem()
            .ShouldBe(new Revocation { UserHash = hash, Epoch = 2, Reason = RevocationReason.PasswordChanged });
        after.AsOf.ToDateTime().ShouldBeInRange(DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow);
    }

    /// <summary>S7: a new password by the operator ends the access tokens too; a repeat with the same one does not.</summary>
    [Fact]
    public async Task PutUser_WithANewPassword_CallsBackAccessTokens()
    {
        var email = IdentityInstallation.NewEmail();
        var user = await _identity.SignupAsync(email);
        await Internal.PutUserAsync(new PutUserRequest { Email = email, Password = "correct horse" }, IdentityInstallation.Service());
        await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(user.Tokens.Access));

        await Internal.PutUserAsync(new PutUserRequest { Email = email, Password = "another horse" }, IdentityInstallation.Service());

        await ShouldBeRefusedAsync(user.Tokens.Access);
        var back = await _identity.LoginAsync(email, "another horse");
        await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(back.Tokens.Access));
    }

    /// <summary>S7: a replica that was not up learns of it before it takes calls.</summary>
    [Fact]
    public async Task Logout_Everywhere_IsKnownToAReplicaThatStartsLater()
    {
        var user = await _identity.SignupAsync();
        await LogoutAsync(user.Tokens.Refresh, all: true);

        await using var later = await IdentityInstallation.StartAsync(
            database: _identity.Database, settings: new Dictionary<string, string?> { ["Focus:Auth:Authority"] = _identity.Host.Url });

        var refusal = await Refusal.OfAsync(() => later.Subscriptions
            .GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(user.Tokens.Access)).ResponseAsync);
        refusal.Status.ShouldBe(StatusCode.Unauthenticated);
    }

    private IdentityInternalService.IdentityInternalServiceClient Internal => _identity.Internal;

    private async Task ShouldBeRefusedAsync(string accessToken)
    {
        var refusal = await Refusal.OfAsync(() => _identity.Subscriptions
            .GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(accessToken)).ResponseAsync);
        (refusal.Status, refusal.Reason).ShouldBe((StatusCode.Unauthenticated, "UNAUTHENTICATED"));
    }

    private async Task<LogoutResponse> LogoutAsync(string token, bool all = false) => await _identity.Authentication
        .LogoutAsync(new LogoutRequest { Refresh = token, All = all });
}
