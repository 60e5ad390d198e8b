using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Maintenance;
using FocusSuite.Identity.Tests.Support;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.SigningIn;

public sealed class RefreshTokensTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Refresh_WithTheLatestToken_GivesANewPairEachTime()
    {
        var signedUp = await _identity.SignupAsync();

        var first = await _identity.RefreshAsync(signedUp.Tokens.Refresh);
        var second = await _identity.RefreshAsync(first.Tokens.Refresh);

        second.User.ShouldBe(signedUp.User);
        new[] { signedUp.Tokens.Refresh, first.Tokens.Refresh, second.Tokens.Refresh }.Distinct().Count().ShouldBe(3);
        new[] { signedUp.Tokens.Access, first.Tokens.Access, second.Tokens.Access }.Distinct().Count().ShouldBe(3);
        (await _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(second.Tokens.Access)))
            .IsPro.ShouldBeFalse();
    }

    [Fact]
    public async Task Refresh_WithATokenThatWasUsed_EndsItsFamilyAndNoOther()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var email = IdentityInstallation.NewEmail();
        var phone = await identity.SignupAsync(email);
        var laptop = await identity.LoginAsync(email, "correct horse");
        var next = await identity.RefreshAsync(phone.Tokens.Refresh);
        time.Advance(SignIn.Leeway);

        await ShouldBeRefusedAsync(identity, phone.Tokens.Refresh);

        await ShouldBeRefusedAsync(identity, next.Tokens.Refresh);
        (await identity.RefreshAsync(laptop.Tokens.Refresh)).User.ShouldBe(phone.User);
    }

    [Fact]
    public async Task Refresh_WithAUsedTokenTwentyTimesAtOnce_EndsTheFamily()
    {
        var signedUp = await _identity.SignupAsync();
        var next = await _identity.RefreshAsync(signedUp.Tokens.Refresh);
        await _identity.RefreshAsync(next.Tokens.Refresh);

        var (answers, refusals) = await AtOnce.RunAsync(20, _ => _identity.RefreshAsync(signedUp.Tokens.Refresh));

        answers.ShouldBeEmpty();
        refusals.ShouldAllBe(status => status == StatusCode.Unauthenticated);
        (await _identity.Database.ScalarAsync<long>($"SELECT count(*) FROM sign_ins WHERE account_id = {signedUp.User.Id}")).ShouldBe(0);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Refresh_WithATokenThatNobodyGave_IsRefused(string token) => await ShouldBeRefusedAsync(_identity, token);

    [Fact]
    public async Task Refresh_WithAnAccessToken_IsRefused() =>
        await ShouldBeRefusedAsync(_identity, (await _identity.SignupAsync()).Tokens.Access);

    [Fact]
    public async Task Refresh_WithoutAToken_NamesTheField() =>
        (await Refusal.OfAsync(() => _identity.RefreshAsync(""))).Fields.ShouldBe(["refresh"]);

    [Fact]
    public async Task Refresh_WithAnExpiredAccessToken_IgnoresIt()
    {
        var signedUp = await _identity.SignupAsync();
        var answer = await _identity.Authentication.RefreshAsync(
            new() { Refresh = signedUp.Tokens.Refresh }, IdentityInstallation.Bearer("long.gone.by"));
        answer.Status.ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_AsRealTimePasses_IsGoodForFifteenDaysFromTheLastUse()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var identity = await IdentityInstallation.StartAsync(time);
        var used = await identity.SignupAsync();
        var left = await identity.SignupAsync();

        time.Advance(TimeSpan.FromDays(15) - TimeSpan.FromSeconds(1));
        var next = await identity.RefreshAsync(used.Tokens.Refresh);
        time.Advance(TimeSpan.FromSeconds(1));
        await ShouldBeRefusedAsync(identity, left.Tokens.Refresh);
        time.Advance(TimeSpan.FromDays(14));
        next = await identity.RefreshAsync(next.Tokens.Refresh);

        await identity.Host.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().TidyAsync(CancellationToken.None);
        (await identity.Database.ScalarAsync<long>("SELECT count(*) FROM sign_ins")).ShouldBe(1, "what has expired is removed");
        (await identity.RefreshAsync(next.Tokens.Refresh)).User.ShouldBe(used.User);
    }

    [Fact]
    public async Task Tokens_InTheDatabase_AreHashes()
    {
        var signedUp = await _identity.SignupAsync();
        var secret = System.Buffers.Text.Base64Url.DecodeFromChars(signedUp.Tokens.Refresh)[16..];
        var stored = await _identity.Database.ScalarAsync<byte[]>($"SELECT token_hash FROM sign_ins WHERE account_id = {signedUp.User.Id}");
        stored.ShouldBe(System.Security.Cryptography.SHA256.HashData(secret));
    }

    internal static async Task ShouldBeRefusedAsync(IdentityInstallation identity, string token, string? key = null)
    {
        var refusal = await Refusal.OfAsync(() => identity.RefreshAsync(token, key));
        refusal.Status.ShouldBe(StatusCode.Unauthenticated);
        refusal.Reason.ShouldBe("INVALID_REFRESH_TOKEN");
        refusal.HttpStatus.ShouldBe("401");
    }
}
