using FocusSuite.Identity.Maintenance;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.KeySpace;

/// <summary>S11: in all services together a key stands for one request of its caller.</summary>
public sealed class RequestKeyTests(SharedIdentity shared)
{
    private static readonly string One = new('a', 64);
    private static readonly string Other = new('b', 64);

    private readonly IdentityInstallation _identity = shared.Service;

    [Fact]
    public async Task Claim_OfAKey_IsGrantedForOneRequestAndItsRepeats()
    {
        var (me, somebodyElse) = (await _identity.SignupAsync(), await _identity.SignupAsync());

        (await ClaimAsync(me, "key", One)).ShouldBeTrue();
        (await ClaimAsync(me, "key", One)).ShouldBeTrue();
        (await ClaimAsync(me, "key", Other)).ShouldBeFalse();
        (await ClaimAsync(me, "another key", Other)).ShouldBeTrue();
        (await ClaimAsync(somebodyElse, "key", Other)).ShouldBeTrue();
    }

    [Fact]
    public async Task Release_OfAKey_FreesItForAnotherRequestButNotSomebodyElses()
    {
        var me = await _identity.SignupAsync();
        await ClaimAsync(me, "key", One);

        await ReleaseAsync(me, "key", Other);
        (await ClaimAsync(me, "key", Other)).ShouldBeFalse();
        await ReleaseAsync(me, "key", One);
        (await ClaimAsync(me, "key", Other)).ShouldBeTrue();
    }

    [Fact]
    public async Task Claim_ForTwoRequestsTwentyTimesAtOnce_IsGrantedToOneOfThem()
    {
        var me = await _identity.SignupAsync();

        var (answers, refusals) = await AtOnce.RunAsync(
            20, async number => (number % 2, await ClaimAsync(me, "key", number % 2 == 0 ? One : Other)));

        refusals.ShouldBeEmpty();
        answers.Where(answer => answer.Item2).Select(answer => answer.Item1).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.Item2).ShouldBe(10);
    }

    [Fact]
    public async Task Claim_ADayLater_IsGrantedToAnyRequestAndOldKeysAreRemoved()
    {
        await using var identity = await IdentityInstallation.StartAsync();
        var me = await identity.SignupAsync();
        foreach (var key in new[] { "key", "old key" })
        {
            await identity.Internal.ClaimRequestKeyAsync(
                new ClaimRequestKeyRequest { Key = key, Fingerprint = One }, IdentityInstallation.Service(me.Tokens.Access));
        }

        await identity.Database.ExecuteAsync("UPDATE request_keys SET created_at = created_at - interval '24 hours 1 minute'");
        (await identity.Internal.ClaimRequestKeyAsync(
            new ClaimRequestKeyRequest { Key = "key", Fingerprint = Other }, IdentityInstallation.Service(me.Tokens.Access)))
            .Granted.ShouldBeTrue();
        await identity.Host.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().TidyAsync(CancellationToken.None);

        (await identity.Database.ScalarAsync<long>("SELECT count(*) FROM request_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task Claim_ByNobodyInParticularOrOfNothing_IsRefused()
    {
        var me = await _identity.SignupAsync();
        (await Refusal.OfAsync(() => _identity.Internal
            .ClaimRequestKeyAsync(new ClaimRequestKeyRequest { Key = "key", Fingerprint = One }, IdentityInstallation.Service())
                .ResponseAsync))
            .Status.ShouldBe(StatusCode.Unauthenticated);
        (await Refusal.OfAsync(() => ClaimAsync(me, "", "nonsense"))).Fields.ShouldBe(["fingerprint", "key"]);
    }

    private async Task<bool> ClaimAsync(SignedIn user, string key, string fingerprint) => (await _identity.Internal.ClaimRequestKeyAsync(
        new ClaimRequestKeyRequest { Key = key, Fingerprint = fingerprint }, IdentityInstallation.Service(user.Tokens.Access))).Granted;

    private async Task ReleaseAsync(SignedIn user, string key, string fingerprint) => await _identity.Internal.ReleaseRequestKeyAsync(
        new ReleaseRequestKeyRequest { Key = key, Fingerprint = fingerprint }, IdentityInstallation.Service(user.Tokens.Access));
}
