using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protocol.Errors;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>
/// S2: signing in costs a password's check each time, with the right password as well, and is bounded by account and by address.
/// </summary>
public sealed class SignInLimitTests
{
    [Fact]
    public void Take_OfOneAccountAgainAndAgain_IsBoundedAndOthersAreNot()
    {
        using var limit = Limit(perAccount: 5);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            limit.TakeSignIn("A@B.C", $"192.0.2.{attempt}");
        }

        var refused = Should.Throw<ApiException>(() => limit.TakeSignIn("A@B.C", "192.0.2.99"));
        refused.Code.ShouldBe(ErrorCodes.TooManyAttempts);
        refused.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        Should.NotThrow(() => limit.TakeSignIn("OTHER@B.C", "192.0.2.99"));
    }

    [Fact]
    public void Take_FromOneAddressForManyAccounts_IsBoundedAndOthersAreNot()
    {
        using var limit = Limit(perAddress: 5);

        for (var account = 0; account < 5; account++)
        {
            limit.TakeSignIn($"{account}@B.C", "192.0.2.1");
        }

        Should.Throw<ApiException>(() => limit.TakeSignIn("NEW@B.C", "192.0.2.1")).Code.ShouldBe(ErrorCodes.TooManyAttempts);
        Should.NotThrow(() => limit.TakeSignIn("NEW@B.C", "192.0.2.2"));
    }

    [Fact]
    public void Take_WithoutBounds_IsNever()
    {
        using var limit = Limit(perAccount: 0, perAddress: 0);

        Should.NotThrow(() => Enumerable.Range(0, 10_000).ToList().ForEach(_ => limit.TakeSignIn("A@B.C", "192.0.2.1")));
    }

    [Fact]
    public async Task Login_OfOneAccountAllTheTime_IsRefusedWithTheTimeToWait()
    {
        await using var identity = await IdentityInstallation.StartAsync(
            settings: new Dictionary<string, string?> { ["Identity:SignInsPerAccount"] = "3" });
        var email = IdentityInstallation.NewEmail();
        await identity.SignupAsync(email);

        for (var time = 0; time < 3; time++)
        {
            // Spellings of one account, all of which sign in to it.
            await identity.LoginAsync(time == 0 ? email : time == 1 ? email.ToUpperInvariant() : $"\u200b{email} ", "correct horse");
        }

        var refusal = await Refusal.OfAsync(() => identity.LoginAsync(email, "correct horse"));
        (refusal.Reason, refusal.HttpStatus).ShouldBe(("TOO_MANY_ATTEMPTS", "429"));
    }

    private static AttemptLimits Limit(int perAccount = 1000, int perAddress = 1000) =>
        new(Options.Create(new IdentitySettings { SignInsPerAccount = perAccount, SignInsPerAddress = perAddress }));
}
