using System.Buffers.Text;
using System.Security.Cryptography;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

/// <summary>S10: two tabs that refresh at once stay signed in; S8: a token that was never given harms nobody.</summary>
public sealed class RefreshLeewayTests(SharedIdentity shared)
{
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private readonly IdentityInstallation _identity = shared.Service;

    /// <summary>S10: two refreshes of one token within a second, with other keys or none.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData("one tab", "another tab")]
    [InlineData("one tab", null)]
    [InlineData(null, "another tab")]
    public async Task Refresh_OfATokenThatWasJustUsed_GivesTheSameSuccessor(string? firstKey, string? secondKey)
    {
        var signedUp = await _identity.SignupAsync();

        var one = await _identity.RefreshAsync(signedUp.Tokens.Refresh, firstKey);
        var other = await _identity.RefreshAsync(signedUp.Tokens.Refresh, secondKey);

        other.Tokens.Refresh.ShouldBe(one.Tokens.Refresh);
        other.Tokens.Access.ShouldNotBe(one.Tokens.Access);
        (await _identity.RefreshAsync(one.Tokens.Refresh)).User.ShouldBe(signedUp.User);
    }

    /// <summary>S10: the tabs may come to other replicas, all at the same moment.</summary>
    [Fact]
    public async Task Refresh_OfOneTokenAtOnceOnTwoReplicas_GivesAllTheSameSuccessor()
    {
        await using var other = await IdentityInstallation.StartAsync(database: _identity.Database);
        var signedUp = await _identity.SignupAsync();

        var (answers, refusals) = await AtOnce.RunAsync(
            20, number => (number % 2 == 0 ? _identity : other).RefreshAsync(signedUp.Tokens.Refresh));

        (answers.Count, refusals.Count).ShouldBe((20, 0));
        var next = answers.Select(answer => answer.Tokens.Refresh).Distinct().ShouldHaveSingleItem();
        (await other.RefreshAsync(next)).User.ShouldBe(signedUp.User);
    }

    /// <summary>S10: nine seconds are within the leeway, ten are not, and each device is judged by itself.</summary>
    [Fact]
    public async Task Refresh_OfAUsedToken_IsALeewayOfTenSecondsAndAReuseAfter()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var (inTime, late) = (await identity.SignupAsync(), await identity.SignupAsync());
        var next = await identity.RefreshAsync(inTime.Tokens.Refresh);
        var latest = await identity.RefreshAsync(late.Tokens.Refresh);

        time.Advance(Leeway - TimeSpan.FromSeconds(1));
        (await identity.RefreshAsync(inTime.Tokens.Refresh)).Tokens.Refresh.ShouldBe(next.Tokens.Refresh);
        time.Advance(TimeSpan.FromSeconds(1));

        // The leeway does not prolong itself.
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, inTime.Tokens.Refresh);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, next.Tokens.Refresh);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, late.Tokens.Refresh);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, latest.Tokens.Refresh);
    }

    /// <summary>S10: what is older than the token before the latest is a reuse also within ten seconds.</summary>
    [Fact]
    public async Task Refresh_OfATokenWhoseSuccessorWasUsed_EndsTheFamily()
    {
        var signedUp = await _identity.SignupAsync();
        var next = await _identity.RefreshAsync(signedUp.Tokens.Refresh);
        var latest = await _identity.RefreshAsync(next.Tokens.Refresh);

        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, signedUp.Tokens.Refresh);
        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, latest.Tokens.Refresh);
    }

    /// <summary>S10: a tab that came second, with a key of its own, may repeat its request as any other.</summary>
    [Fact]
    public async Task Refresh_RepeatedWithTheKeyOfTheSecondTab_IsARepeatForTwoMinutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var signedUp = await identity.SignupAsync();
        var next = await identity.RefreshAsync(signedUp.Tokens.Refresh, "one tab");
        await identity.RefreshAsync(signedUp.Tokens.Refresh, "another tab");

        time.Advance(TimeSpan.FromSeconds(90));

        (await identity.RefreshAsync(signedUp.Tokens.Refresh, "another tab")).Tokens.Refresh.ShouldBe(next.Tokens.Refresh);
        (await identity.RefreshAsync(signedUp.Tokens.Refresh, "one tab")).Tokens.Refresh.ShouldBe(next.Tokens.Refresh);
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, signedUp.Tokens.Refresh, "a third tab");
        await RefreshTokensTests.ShouldBeRefusedAsync(identity, next.Tokens.Refresh);
    }

    /// <summary>S8: the family's id is no secret; whoever makes up the rest of a token is refused, and the owner stays signed in.</summary>
    [Fact]
    public async Task Refresh_ForgedForAKnownFamily_IsRefusedAndHasNoEffect()
    {
        var signedUp = await _identity.SignupAsync();
        var family = Base64Url.DecodeFromChars(signedUp.Tokens.Refresh)[..16];
        var secret = Base64Url.DecodeFromChars(signedUp.Tokens.Refresh)[16..];

        foreach (var forged in Forgeries(family, secret))
        {
            await RefreshTokensTests.ShouldBeRefusedAsync(_identity, Base64Url.EncodeToString(forged));
            await RefreshTokensTests.ShouldBeRefusedAsync(_identity, Base64Url.EncodeToString(forged), "with a key");
            await _identity.Authentication.LogoutAsync(
                new LogoutRequest { Refresh = Base64Url.EncodeToString(forged) }, IdentityInstallation.Bearer(signedUp.Tokens.Access));
        }

        (await _identity.RefreshAsync(signedUp.Tokens.Refresh)).User.ShouldBe(signedUp.User);
    }

    /// <summary>S8: the secret of one family is none of another one's, also of the same account.</summary>
    [Fact]
    public async Task Refresh_WithTheSecretOfAnotherFamily_HasNoEffectOnEither()
    {
        var email = IdentityInstallation.NewEmail();
        var phone = await _identity.SignupAsync(email);
        var laptop = await _identity.LoginAsync(email, "correct horse");
        var mixed = (byte[])[.. Base64Url.DecodeFromChars(phone.Tokens.Refresh)[..16], .. Base64Url.DecodeFromChars(
            laptop.Tokens.Refresh)[16..]];

        await RefreshTokensTests.ShouldBeRefusedAsync(_identity, Base64Url.EncodeToString(mixed));

        (await _identity.RefreshAsync(phone.Tokens.Refresh)).User.ShouldBe(phone.User);
        (await _identity.RefreshAsync(laptop.Tokens.Refresh)).User.ShouldBe(phone.User);
    }

    // Random, empty, and the real one with any one bit changed.
    private static IEnumerable<byte[]> Forgeries(byte[] family, byte[] secret)
    {
        yield return [.. family, .. RandomNumberGenerator.GetBytes(32)];
        yield return [.. family, .. new byte[32]];
        foreach (var place in new[] { 0, 15, 16, 31 })
        {
            var changed = (byte[])[.. secret];
            changed[place] ^= 1;
            yield return [.. family, .. changed];
        }
    }
}
