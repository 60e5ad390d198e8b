using FocusSuite.Client.Calls;
using FocusSuite.Client.Tests.Support;
using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;

namespace FocusSuite.Client.Tests.Calls;

/// <summary>The token against those of the services themselves.</summary>
public sealed class ServiceIdentityTests
{
    [Fact]
    public void Token_HasTheFormOfTheServicesOwn()
    {
        var ours = new JsonWebToken(new ServiceIdentity(FakeSuite.ServiceKey, "billing", TimeProvider.System).Token);
        var theirs = new JsonWebToken(new ServiceTokens(FakeSuite.ServiceKey, "billing").Current);

        ours.Claims.Select(claim => claim.Type).Order().ShouldBe(theirs.Claims.Select(claim => claim.Type).Order());
        (ours.Alg, ours.Typ, ours.Issuer, ours.Audiences.Single(), ours.Subject, ours.ValidTo - ours.ValidFrom)
            .ShouldBe(
                (theirs.Alg, theirs.Typ, theirs.Issuer, theirs.Audiences.Single(), theirs.Subject, theirs.ValidTo - theirs.ValidFrom));
    }

    [Fact]
    public async Task Token_ByAnotherKey_IsRefused()
    {
        var other = Convert.ToBase64String(new byte[32]);

        (await new ServiceTokens(other, "identity").ValidateAsync(
            new ServiceIdentity(FakeSuite.ServiceKey, "billing", TimeProvider.System).Token)).ShouldBeNull();
    }

    [Fact]
    public void Token_ThatIsGoodForAnotherMinute_IsKept()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var identity = new ServiceIdentity(FakeSuite.ServiceKey, "billing", time);
        var first = identity.Token;

        time.Advance(TimeSpan.FromMinutes(4));
        identity.Token.ShouldBe(first);

        time.Advance(TimeSpan.FromSeconds(1));
        identity.Token.ShouldNotBe(first);
    }
}
