using FocusSuite.Identity.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class SignUpTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Signup_OfSomebodyNew_AnswersTheWholeEnvelope()
    {
        var email = IdentityInstallation.NewEmail();
        var answer = await _identity.Authentication.SignupAsync(new SignupRequest
        {
            Email = email,
            Password = "correct horse",
            FirstName = " Ada ",
            LastName = "Lovelace",
            TimeZone = "Europe/London",
        });

        answer.Status.ShouldBeTrue();
        answer.Message.ShouldNotBeEmpty();
        answer.AdditionalInfo.ShouldNotBeNull();
        var user = answer.Results.Data.User;
        user.Id.ShouldBePositive();
        user.Email.ShouldBe(email);
        user.FirstName.ShouldBe("Ada");
        user.LastName.ShouldBe("Lovelace");
        user.TimeZone.ShouldBe("Europe/London");
        user.IsPro.ShouldBeFalse();
        user.CreatedAt.ToDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        answer.Results.Data.Tokens.Access.Split('.').Length.ShouldBe(3);
        answer.Results.Data.Tokens.Refresh.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Signup_OfSomebodyNew_SavesTheFactThatTheFreePlanBegan()
    {
        var signedIn = await _identity.SignupAsync();

        var fact = _identity.Relay.Events<SubscriptionChanged>().Single(fact => fact.UserId == signedIn.User.Id);
        fact.Plan.ShouldBe("free");
        fact.Status.ShouldBe("active");
        fact.CorrelationId.ShouldNotBe(Guid.Empty);
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE id = '{fact.Id}' AND type = 'SubscriptionChanged'")).ShouldBe(1);
    }

    [Fact]
    public async Task Signup_WithoutNamesAndTimeZone_TakesEmptyOnesAndUtc()
    {
        var answer = await _identity.Authentication.SignupAsync(
            new SignupRequest { Email = IdentityInstallation.NewEmail(), Password = "correct horse" });
        answer.Results.Data.User.FirstName.ShouldBeEmpty();
        answer.Results.Data.User.TimeZone.ShouldBe("UTC");
    }

    /// <summary>D1: the known name is stored in its own spelling, and a repeat in another case is the same request.</summary>
    [Theory]
    [InlineData("africa/ouagadougou", "Africa/Ouagadougou")]
    [InlineData("GB-EIRE", "GB-Eire")]
    public async Task Signup_WithATimeZoneInAnotherCase_StoresItsOwnSpelling(string name, string spelling)
    {
        var request = new SignupRequest { Email = IdentityInstallation.NewEmail(), Password = "correct horse", TimeZone = name };
        var key = new Metadata { { "idempotency-key", Guid.NewGuid().ToString() } };

        var user = (await _identity.Authentication.SignupAsync(request, key)).Results.Data.User;
        request.TimeZone = spelling;
        var repeat = (await _identity.Authentication.SignupAsync(request, key)).Results.Data.User;

        (user.TimeZone, repeat.Id, repeat.TimeZone).ShouldBe((spelling, user.Id, spelling));
    }

    [Fact]
    public async Task Signup_OfATakenEmail_IsToldWithAllOtherFaults()
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email);

        var refusal = await Refusal.OfAsync(() => _identity.Authentication
            .SignupAsync(new SignupRequest { Email = email.ToUpperInvariant(), Password = "short", TimeZone = "Nowhere" }).ResponseAsync);

        refusal.Status.ShouldBe(StatusCode.InvalidArgument);
        refusal.Reason.ShouldBe("VALIDATION_FAILED");
        refusal.Fields.ShouldBe(["email", "password", "time_zone"]);
    }

    [Fact]
    public async Task Signup_OfOneEmailTwentyTimesAtOnce_MakesOneAccount()
    {
        var email = IdentityInstallation.NewEmail();

        var (answers, refusals) = await AtOnce.RunAsync(
            20, number => _identity.SignupAsync(number % 2 == 0 ? email : email.ToUpperInvariant()));

        answers.Count.ShouldBe(1);
        refusals.ShouldAllBe(status => status == StatusCode.InvalidArgument);
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM accounts WHERE lower(email) = '{email}'")).ShouldBe(1);
        _identity.Relay.Events<SubscriptionChanged>().Count(fact => fact.UserId == answers[0].User.Id).ShouldBe(1);
        (await _identity.LoginAsync(email, "correct horse")).User.Id.ShouldBe(answers[0].User.Id);
    }

    [Fact]
    public async Task Signup_WithABadToken_IgnoresIt()
    {
        var answer = await _identity.Authentication.SignupAsync(
            new SignupRequest { Email = IdentityInstallation.NewEmail(), Password = "correct horse" },
            IdentityInstallation.Bearer("nonsense"));
        answer.Status.ShouldBeTrue();
    }

    [Fact]
    public async Task Signup_OfAPassword_StoresOnlyItsHash()
    {
        var email = IdentityInstallation.NewEmail();
        await _identity.SignupAsync(email, "a very secret thing");
        var hash = await _identity.Database.ScalarAsync<string>($"SELECT password_hash FROM accounts WHERE email = '{email}'");
        hash.ShouldNotContain("secret");
        Convert.FromBase64String(hash)[0].ShouldBe((byte)1);
    }
}
