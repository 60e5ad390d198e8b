using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

/// <summary>S11: the passwords that guessers try first are refused where one is set.</summary>
public sealed class CommonPasswordTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Theory]
    [InlineData("12345678")]
    [InlineData("password")]
    [InlineData("PASSWORD")]
    [InlineData("Password1")]
    [InlineData("iloveyou")]
    [InlineData("qwertyuiop")]
    [InlineData("1q2w3e4r")]
    public async Task Signup_WithAVeryCommonPassword_NamesTheField(string password)
    {
        var refusal = await Refusal.OfAsync(() => _identity.SignupAsync(password: password));

        (refusal.HttpStatus, refusal.Fields).ShouldBe(("400", refusal.Fields));
        refusal.Fields.ShouldBe(["password"]);
    }

    [Theory]
    [InlineData("12345678")]
    [InlineData("PassWord")]
    public async Task PutUser_WithAVeryCommonPassword_NamesTheField(string password)
    {
        var refusal = await Refusal.OfAsync(() => _identity.Internal.PutUserAsync(
            new PutUserRequest { Email = IdentityInstallation.NewEmail(), Password = password },
            IdentityInstallation.Service()).ResponseAsync);

        refusal.Fields.ShouldBe(["password"]);
    }

    /// <summary>S11: an account that has such a password from before can still sign in, and set another one.</summary>
    [Theory]
    [InlineData("correct horse")]
    [InlineData("passwordpasswordpassword-of-mine")]
    [InlineData("pass word")]
    public async Task Signup_WithAPasswordThatIsNotOfTheList_Succeeds(string password) =>
        (await _identity.SignupAsync(password: password)).User.Id.ShouldBeGreaterThan(0);
}
