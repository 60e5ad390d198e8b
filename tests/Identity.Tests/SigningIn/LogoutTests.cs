using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.SigningIn;

public sealed class LogoutTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Logout_WithTheCallersToken_EndsItsFamily()
    {
        var signedUp = await _identity.SignupAsync();

        var answer = await LogoutAsync(signedUp, signedUp.Tokens.Refresh);

        answer.Status.ShouldBeTrue();
        answer.Message.ShouldNotBeEmpty();
        answer.Results.ShouldNotBeNull();
        answer.AdditionalInfo.ShouldNotBeNull();
        await RefreshTests.ShouldBeRefusedAsync(_identity, signedUp.Tokens.Refresh);
    }

    [Fact]
    public async Task Logout_WithAnEarlierTokenOfTheFamily_EndsItToo()
    {
        var signedUp = await _identity.SignupAsync();
        var next = await _identity.RefreshAsync(signedUp.Tokens.Refresh);
        await LogoutAsync(signedUp, signedUp.Tokens.Refresh);
        await RefreshTests.ShouldBeRefusedAsync(_identity, next.Tokens.Refresh);
    }

    [Fact]
    public async Task Logout_WithSomebodyElsesOrNoKnownToken_AnswersTheSameAndDoesNothing()
    {
        var signedUp = await _identity.SignupAsync();
        var somebodyElse = await _identity.SignupAsync();

        var foreign = await LogoutAsync(signedUp, somebodyElse.Tokens.Refresh);
        var unknown = await LogoutAsync(signedUp, "nonsense");
        var own = await LogoutAsync(signedUp, signedUp.Tokens.Refresh);

        foreign.ShouldBe(own);
        unknown.ShouldBe(own);
        (await _identity.RefreshAsync(somebodyElse.Tokens.Refresh)).User.ShouldBe(somebodyElse.User);
    }

    [Fact]
    public async Task Logout_WithoutARefreshToken_NamesTheField()
    {
        var signedUp = await _identity.SignupAsync();
        (await Refusal.OfAsync(() => LogoutAsync(signedUp, ""))).Fields.ShouldBe(["refresh"]);
    }

    [Fact]
    public async Task Logout_OfNobody_IsRefused()
    {
        var refusal = await Refusal.OfAsync(() => _identity.Authentication.LogoutAsync(new LogoutRequest { Refresh = "x" }).ResponseAsync);
        refusal.Status.ShouldBe(StatusCode.Unauthenticated);
        refusal.Reason.ShouldBe("UNAUTHENTICATED");
    }

    private async Task<LogoutResponse> LogoutAsync(SignedIn caller, string token) => await _identity.Authentication
        .LogoutAsync(new LogoutRequest { Refresh = token }, IdentityInstallation.Bearer(caller.Tokens.Access));
}
