using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class SignUpLimitTests
{
    [Fact]
    public async Task Signup_OverTheBoundOfAnAddress_IsRefusedThereAndNotElsewhere()
    {
        await using var identity = await IdentityInstallation.StartAsync(
            settings: new Dictionary<string, string?> { ["Identity:SignupsPerAddress"] = "3" });
        var address = IdentityInstallation.NewAddress();

        // What is invalid counts as well: it would tell who has an account.
        (await Refusal.OfAsync(() => SignupAsync(identity, address, "nonsense"))).Reason.ShouldBe("VALIDATION_FAILED");
        await SignupAsync(identity, address);
        await SignupAsync(identity, address);

        var refusal = await Refusal.OfAsync(() => SignupAsync(identity, address));

        (refusal.Status, refusal.Reason, refusal.HttpStatus).ShouldBe((StatusCode.ResourceExhausted, "TOO_MANY_ATTEMPTS", "429"));
        refusal.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        await SignupAsync(identity, IdentityInstallation.NewAddress());
    }

    [Fact]
    public async Task Signup_WithoutABound_IsNeverRefused()
    {
        await using var identity = await IdentityInstallation.StartAsync(
            settings: new Dictionary<string, string?> { ["Identity:SignupsPerAddress"] = "0" });
        for (var count = 0; count < 110; count++)
        {
            (await Refusal.OfAsync(() => SignupAsync(identity, "192.0.2.1", "nonsense"))).Reason.ShouldBe("VALIDATION_FAILED");
        }
    }

    private static async Task SignupAsync(IdentityInstallation identity, string address, string? email = null) =>
        await identity.Authentication.SignupAsync(
        new SignupRequest { Email = email ?? IdentityInstallation.NewEmail(), Password = "correct horse" },
        new Metadata { { "x-forwarded-for", address } });
}
