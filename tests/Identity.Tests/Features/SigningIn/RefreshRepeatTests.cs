using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>
/// A refresh whose answer was lost comes again: with its key it is the same request, and with anything else a token that was used before.
/// </summary>
public sealed class RefreshRepeatTests(SharedIdentity shared)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Refresh_RepeatedWithItsKey_GivesTokensThatWork()
    {
        var signedUp = await _identity.SignupAsync();
        var key = NewKey();
        await _identity.RefreshAsync(signedUp.Tokens.Refresh, key);

        var repeated = await _identity.RefreshAsync(signedUp.Tokens.Refresh, key);

        repeated.User.ShouldBe(signedUp.User);
        repeated.Tokens.Refresh.ShouldNotBe(signedUp.Tokens.Refresh);
        await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(repeated.Tokens.Access));
        (await _identity.RefreshAsync(repeated.Tokens.Refresh)).User.ShouldBe(signedUp.User);
    }

    [Fact]
    public async Task Refresh_RepeatedWithItsKeyTimeAndAgain_LeavesOneSignInThatGoesOn()
    {
        var signedUp = await _identity.SignupAsync();
        var token = signedUp.Tokens.Refresh;
        for (var round = 0; round < 4; round++)
        {
            var key = NewKey();
            await _identity.RefreshAsync(token, key);
            await _identity.RefreshAsync(token, key);
            token = (await _identity.RefreshAsync(token, key)).Tokens.Refresh;
        }

        (await SignInsOfAsync(signedUp)).ShouldBe(1);
        (await _identity.RefreshAsync(token)).User.ShouldBe(signedUp.User);
    }

    [Fact]
    public async Task Refresh_WithARequestId_IsTheSameAsWithThatKeyInTheHeader()
    {
        var signedUp = await _identity.SignupAsync();
        var key = Guid.NewGuid().ToString("D");
        await _identity.Authentication.RefreshAsync(
            new RefreshRequest { Refresh = signedUp.Tokens.Refresh, RequestId = key.ToUpperInvariant() });

        var repeated = await _identity.RefreshAsync(signedUp.Tokens.Refresh, key);

        (await _identity.RefreshAsync(repeated.Tokens.Refresh)).User.ShouldBe(signedUp.User);
    }

    [Theory]
    [InlineData("key", null)]
    [InlineData("key", "another key")]
    [InlineData(null, "key")]
    [InlineData(null, null)]
    public async Task Refresh_RepeatedAfterTheLeewayWithAnotherKeyOrNone_EndsTheSignIn(string? key, string? other)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var signedUp = await identity.SignupAsync();
        var next = await identity.RefreshAsync(signedUp.Tokens.Refresh, key);
        time.Advance(SignIn.Leeway);

        await ShouldEndAsync(signedUp, next, other, identity);
    }

    [Fact]
    public async Task Refresh_RepeatedWithItsKeyAfterTheNewTokenWasUsed_EndsTheSignIn()
    {
        var signedUp = await _identity.SignupAsync();
        var key = NewKey();
        var next = await _identity.RefreshAsync(signedUp.Tokens.Refresh, key);
        var latest = await _identity.RefreshAsync(next.Tokens.Refresh, key);

        await ShouldEndAsync(signedUp, latest, key);
    }

    [Fact]
    public async Task Refresh_RepeatedWithItsKey_IsARepeatForTwoMinutesAndAReuseAfter()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var (inTime, late) = (await identity.SignupAsync(), await identity.SignupAsync());
        var key = NewKey();
        await identity.RefreshAsync(inTime.Tokens.Refresh, key);
        var next = await identity.RefreshAsync(late.Tokens.Refresh, key);

        time.Advance(Window - TimeSpan.FromSeconds(1));
        await identity.RefreshAsync(inTime.Tokens.Refresh, key);
        time.Advance(TimeSpan.FromSeconds(1));

        // A repeat does not prolong its own time either.
        await ShouldEndAsync(late, next, key, identity);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, inTime.Tokens.Refresh, key);
    }

    [Fact]
    public async Task Refresh_TwentyTimesAtOnceWithOneKey_AllSucceedAndLeaveOneWorkingToken()
    {
        var signedUp = await _identity.SignupAsync();
        var key = NewKey();

        var (answers, refusals) = await AtOnce.RunAsync(20, _ => _identity.RefreshAsync(signedUp.Tokens.Refresh, key));

        (answers.Count, refusals.Count).ShouldBe((20, 0));
        (await SignInsOfAsync(signedUp)).ShouldBe(1);

        // Whichever of the answers arrived: none of them ends the sign-in.
        var token = answers.Select(answer => answer.Tokens.Refresh).Distinct().ShouldHaveSingleItem();
        var next = await _identity.RefreshAsync(token);
        await ShouldEndAsync(signedUp, next, key);
    }

    [Fact]
    public async Task Refresh_RepeatedAfterAnotherPassword_IsRefused()
    {
        var signedUp = await _identity.SignupAsync();
        var key = NewKey();
        await _identity.RefreshAsync(signedUp.Tokens.Refresh, key);
        await _identity.Internal.PutUserAsync(
            new PutUserRequest { Email = signedUp.User.Email, Password = "another horse" }, IdentityInstallation.Service());

        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, signedUp.Tokens.Refresh, key);
    }

    [Fact]
    public async Task Refresh_OneKeyForTwoUsers_GivesEachTheirOwn()
    {
        var key = NewKey();
        var (one, other) = (await _identity.SignupAsync(), await _identity.SignupAsync());

        (await _identity.RefreshAsync(one.Tokens.Refresh, key)).User.ShouldBe(one.User);
        (await _identity.RefreshAsync(other.Tokens.Refresh, key)).User.ShouldBe(other.User);
    }

    private async Task ShouldEndAsync(SignedIn signedUp, SignedIn latest, string? key, IdentityInstallation? identity = null)
    {
        await RefreshTokensTests.ShouldBeRefusedAsync(identity ?? _identity, signedUp.Tokens.Refresh, key);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity ?? _identity, latest.Tokens.Refresh);
    }

    private Task<long> SignInsOfAsync(SignedIn user) =>
        _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM sign_ins WHERE account_id = {user.User.Id}");

    private static string NewKey() => $"refresh-{Guid.NewGuid():N}";
}
