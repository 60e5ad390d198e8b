using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>Signing up with a key: a repeat signs in to the account that the first one made, and to no other.</summary>
public sealed class SignUpKeyTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Signup_FiftyAtOnceWithOneKey_MakesOneAccountThatAllAreSignedInTo(bool asRequestId)
    {
        var (email, key) = (IdentityInstallation.NewEmail(), Guid.NewGuid().ToString());

        var (answers, refusals) = await AtOnce.RunAsync(50, _ => SignupAsync(Request(email), key, asRequestId));

        (answers.Count, refusals.Count).ShouldBe((50, 0));
        answers.Select(answer => answer.User).Distinct().ShouldHaveSingleItem();
        answers.Select(answer => answer.Tokens.Refresh).Distinct().Count().ShouldBe(50);
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM accounts WHERE email = '{email}'")).ShouldBe(1);
        await _identity.RefreshAsync(answers[7].Tokens.Refresh);
    }

    [Fact]
    public async Task Signup_SameKeyOtherBody_Is422()
    {
        var (email, key) = (IdentityInstallation.NewEmail(), Guid.NewGuid().ToString());
        await SignupAsync(Request(email), key);

        foreach (var change in new Action<SignupRequest>[]
        {
            request => request.FirstName = "Eve",
            request => request.TimeZone = "Asia/Tokyo",
            request => request.Password = "another horse",
        })
        {
            var other = Request(email);
            change(other);
            var refusal = await Refusal.OfAsync(() => SignupAsync(other, key));
            (refusal.Reason, refusal.HttpStatus).ShouldBe(("IDEMPOTENCY_KEY_REUSED", "422"));
        }
    }

    [Fact]
    public async Task Signup_OtherKeyOrNone_IsTakenAsBefore()
    {
        var email = IdentityInstallation.NewEmail();
        await SignupAsync(Request(email), "the key");

        foreach (var key in new[] { "another key", null })
        {
            var refusal = await Refusal.OfAsync(() => SignupAsync(Request(email), key));
            (refusal.Reason, refusal.Fields.Single()).ShouldBe(("VALIDATION_FAILED", "email"));
        }
    }

    [Fact]
    public async Task Signup_OneKeyForTwoUsers_MakesBoth()
    {
        var key = Guid.NewGuid().ToString();
        var first = await SignupAsync(Request(IdentityInstallation.NewEmail()), key);

        (await SignupAsync(Request(IdentityInstallation.NewEmail()), key)).User.Id.ShouldNotBe(first.User.Id);
    }

    [Fact]
    public async Task Signup_AfterADay_TheKeyIsForgotten()
    {
        var (email, key) = (IdentityInstallation.NewEmail(), Guid.NewGuid().ToString());
        await SignupAsync(Request(email), key);
        await _identity.Database.ExecuteAsync(
            $"UPDATE accounts SET created_at = created_at - interval '24 hours 1 second' WHERE email = '{email}'");

        (await Refusal.OfAsync(() => SignupAsync(Request(email), key))).Fields.ShouldBe(["email"]);
    }

    [Fact]
    public async Task Signup_GuessingPasswordsWithAKnownKey_IsBlockedAsAtSignIn()
    {
        var (email, key) = (IdentityInstallation.NewEmail(), Guid.NewGuid().ToString());
        await SignupAsync(Request(email), key);
        for (var guess = 0; guess < 10; guess++)
        {
            var wrong = Request(email);
            wrong.Password = $"wrong horse {guess}";
            (await Refusal.OfAsync(() => SignupAsync(wrong, key))).Reason.ShouldBe("IDEMPOTENCY_KEY_REUSED");
        }

        (await Refusal.OfAsync(() => SignupAsync(Request(email), key))).Reason.ShouldBe("TOO_MANY_ATTEMPTS");
    }

    private static SignupRequest Request(string email) =>
        new() { Email = email, Password = "correct horse", FirstName = "Ada", LastName = "Lovelace", TimeZone = "Europe/London" };

    private async Task<SignedIn> SignupAsync(SignupRequest request, string? key, bool asRequestId = false)
    {
        var headers = new Metadata { { "x-forwarded-for", IdentityInstallation.NewAddress() } };
        if (asRequestId)
        {
            request.RequestId = key;
        }
        else if (key is not null)
        {
            headers.Add("idempotency-key", key);
        }

        return (await _identity.Authentication.SignupAsync(request, headers)).Results.Data;
    }
}
