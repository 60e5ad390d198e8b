using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class LogInTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Login_WithTheRightPassword_AnswersTheWholeEnvelope()
    {
        var email = IdentityInstallation.NewEmail();
        var signedUp = await _identity.SignupAsync(email);

        var answer = await _identity.Authentication.LoginAsync(
            new LoginRequest { Email = $" {email.ToUpperInvariant()} ", Password = "correct horse" });

        answer.Status.ShouldBeTrue();
        answer.Message.ShouldNotBeEmpty();
        answer.AdditionalInfo.ShouldNotBeNull();
        answer.Results.Data.User.ShouldBe(signedUp.User);
        answer.Results.Data.Tokens.Refresh.ShouldNotBe(signedUp.Tokens.Refresh);
    }

    [Fact]
    public async Task Login_WithAWrongPasswordAndOfAnUnknownAccount_IsTheSameRefusal()
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);

        var wrong = await Refusal.OfAsync(() => _identity.LoginAsync(email, "wrong horse"));
        var unknown = await Refusal.OfAsync(() => _identity.LoginAsync(IdentityInstallation.NewEmail(), "wrong horse"));

        unknown.ShouldBeEquivalentTo(wrong);
        wrong.Status.ShouldBe(StatusCode.Unauthenticated);
        wrong.Reason.ShouldBe("INVALID_CREDENTIALS");
        wrong.HttpStatus.ShouldBe("401");
    }

    [Theory]
    [InlineData("nobody-{0}@example.com")]
    [InlineData("not an address {0}")]
    [InlineData("nobody\0{0}")]
    public async Task Login_OfAnUnknownAccount_ChecksAPasswordAllTheSame(string email)
    {
        var password = Guid.NewGuid().ToString("N");
        var refusal = await Refusal.OfAsync(() => _identity.LoginAsync(string.Format(null, email, password), password));
        refusal.Reason.ShouldBe("INVALID_CREDENTIALS");
        _identity.Hasher.Checks(password).ShouldBe(1);
    }

    [Fact]
    public async Task Login_WithAPasswordThatNobodyCanHave_IsRefusedWithoutHashingIt()
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);
        var password = new string('x', 50_000);

        (await Refusal.OfAsync(() => _identity.LoginAsync(email, password))).Reason.ShouldBe("INVALID_CREDENTIALS");
        _identity.Hasher.Checks(password).ShouldBe(0);
    }

    [Fact]
    public async Task Login_WithNothingGiven_NamesBothFields()
    {
        var refusal = await Refusal.OfAsync(() => _identity.LoginAsync(" ", ""));
        refusal.Status.ShouldBe(StatusCode.InvalidArgument);
        refusal.Fields.ShouldBe(["email", "password"]);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic YTpi")]
    public async Task Login_WithABadAuthorizationHeader_IgnoresIt(string header)
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);
        var answer = await _identity.Authentication.LoginAsync(
            new LoginRequest { Email = email, Password = "correct horse" }, new Metadata { { "authorization", header } });
        answer.Status.ShouldBeTrue();
    }

    [Fact]
    public async Task Login_OfAnAccountWithAWeakerHash_RenewsTheHash()
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);
        var weak = await WeakenAsync(email);

        await _identity.LoginAsync(email, "correct horse");

        var renewed = await _identity.Database.ScalarAsync<string>($"SELECT password_hash FROM accounts WHERE email = '{email}'");
        renewed.ShouldNotBe(weak);
        (await _identity.LoginAsync(email, "correct horse")).User.Email.ShouldBe(email);
        (await _identity.Database.ScalarAsync<string>($"SELECT password_hash FROM accounts WHERE email = '{email}'")).ShouldBe(renewed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Login_OfOneAccountTwentyTimesAtOnce_NeverRefuses(bool weakHash)
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);
        if (weakHash)
        {
            await WeakenAsync(email);
        }

        var address = IdentityInstallation.NewAddress();

        var (answers, refusals) = await AtOnce.RunAsync(20, _ => _identity.LoginAsync(email, "correct horse", address));

        refusals.ShouldBeEmpty();
        answers.Select(answer => answer.Tokens.Refresh).Distinct().Count().ShouldBe(20);
    }

    private async Task<string> WeakenAsync(string email)
    {
        var hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 10 }));
        var weak = hasher.HashPassword(new Account(), "correct horse");
        await _identity.Database.ExecuteAsync($"UPDATE accounts SET password_hash = '{weak}' WHERE email = '{email}'");
        return weak;
    }
}
