using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Access;

public sealed class AccessTests : IAsyncLifetime
{
    private static readonly TestToken Good = new() { UserId = 42, TimeZone = "Europe/Berlin" };

    private SampleHost _host = null!;

    public static TheoryData<string, TestToken> BadTokens => new()
    {
        { "expired", Good with { Lifetime = TimeSpan.FromHours(-1) } },
        { "not yet valid", Good with { NotBefore = TimeSpan.FromHours(1), Lifetime = TimeSpan.FromHours(2) } },
        { "wrong audience", Good with { Audience = "somebody-else" } },
        { "wrong issuer", Good with { Issuer = "http://127.0.0.1:1" } },
        { "wrong kind", Good with { Type = "JWT" } },
        { "refresh as access", Good with { Type = "rt+jwt" } },
        { "unknown key", Good with { Signature = TestSignature.UnknownKey } },
        { "public key as secret", Good with { Signature = TestSignature.PublicKeyAsSecret } },
        { "alg none", Good with { Signature = TestSignature.None } },
        { "no user id", Good with { Claims = new Dictionary<string, object?> { ["user_id"] = null } } },
        { "user id zero", Good with { UserId = 0 } },
        { "two user ids", Good with { Claims = new Dictionary<string, object?> { ["user_id"] = new long[] { 42, 43 } } } },
    };

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("anonymous", "nobody", StatusCode.OK)]
    [InlineData("anonymous", "person", StatusCode.OK)]
    [InlineData("anonymous", "garbage", StatusCode.OK)]
    [InlineData("user", "nobody", StatusCode.Unauthenticated)]
    [InlineData("user", "person", StatusCode.OK)]
    [InlineData("user", "garbage", StatusCode.Unauthenticated)]
    [InlineData("user", "service", StatusCode.Unauthenticated)]
    [InlineData("service", "nobody", StatusCode.Unauthenticated)]
    [InlineData("service", "person", StatusCode.PermissionDenied)]
    [InlineData("service", "service", StatusCode.OK)]
    [InlineData("service", "service for person", StatusCode.OK)]
    [InlineData("service", "forged service", StatusCode.Unauthenticated)]
    [InlineData("user or service", "nobody", StatusCode.Unauthenticated)]
    [InlineData("user or service", "person", StatusCode.OK)]
    [InlineData("user or service", "service", StatusCode.OK)]
    [InlineData("user or service", "garbage", StatusCode.Unauthenticated)]
    public async Task Call_ByWhom_IsAllowedAsTheProtoSays(string method, string caller, StatusCode expected)
    {
        var status = await CallAsync(method, caller switch
        {
            "nobody" => [],
            "person" => UserHeaders(_host.Authority.CreateToken(Good)),
            "garbage" => UserHeaders("not.a.token"),
            "service" => TestServiceKey.Headers("peer"),
            "service for person" => TestServiceKey.Headers("peer", _host.Authority.CreateToken(Good)),
            "forged service" =>
                new Metadata { { ServiceTokens.Header, new ServiceTokens(Convert.ToBase64String(new byte[32]), "peer").Current } },
            _ => throw new ArgumentOutOfRangeException(nameof(caller)),
        });

        status.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Call_BadToken_IsUnauthenticated(string why, TestToken token) =>
        (await CallAsync("user", UserHeaders(_host.Authority.CreateToken(token)))).ShouldBe(StatusCode.Unauthenticated, why);

    [Fact]
    public async Task Call_ProviderAwayBeforeItsKeysWereRead_IsUnavailableUntilItIsBack()
    {
        await _host.DisposeAsync();
        _host = await SampleHost.StartAsync(authority => authority.IsDown = true);
        var token = _host.Authority.CreateToken(Good);
        (await CallAsync("user", UserHeaders(token))).ShouldBe(StatusCode.Unavailable);

        _host.Authority.IsDown = false;
        (await CallAsync("user", UserHeaders(token))).ShouldBe(StatusCode.OK);

        _host.Authority.IsDown = true;
        (await CallAsync("user", UserHeaders(token))).ShouldBe(StatusCode.OK, "the keys are known");
        (await CallAsync("user", UserHeaders("not.a.token"))).ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Call_ByAUser_ShowsTheMethodWhoAndInWhichZone()
    {
        await CallAsync("user", UserHeaders(_host.Authority.CreateToken(Good)));

        _host.Seen.ShouldBe(new Caller(42, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), null));
    }

    [Fact]
    public async Task Call_ByAServiceForAUser_ShowsBoth()
    {
        await CallAsync("service", TestServiceKey.Headers("peer", _host.Authority.CreateToken(Good)));

        (_host.Seen!.UserId, _host.Seen.Service).ShouldBe((42, "peer"));
    }

    [Fact]
    public async Task Call_UnknownTimeZone_FallsBackToUtc()
    {
        await CallAsync("user", UserHeaders(_host.Authority.CreateToken(Good with { TimeZone = "Mars/Olympus" })));

        _host.Seen!.TimeZone.ShouldBe(TimeZoneInfo.Utc);
    }

    /// <summary>D1: another provider may spell zones as it likes; names of Windows are none that the suite knows.</summary>
    [Theory]
    [InlineData("antarctica/macquarie", "Antarctica/Macquarie")]
    [InlineData("US/HAWAII", "US/Hawaii")]
    [InlineData("Tonga Standard Time", "UTC")]
    [InlineData("UTC-11", "UTC")]
    public async Task Call_TimeZoneInAnotherSpelling_IsTheKnownOne(string claim, string zone)
    {
        await CallAsync("user", UserHeaders(_host.Authority.CreateToken(Good with { TimeZone = claim })));

        _host.Seen!.TimeZone.Id.ShouldBe(zone);
    }

    [Fact]
    public async Task Call_KeysRotated_NewTokensAreBelievedAndOldOnesStillAre()
    {
        var old = _host.Authority.CreateToken(Good);
        (await CallAsync("user", UserHeaders(old))).ShouldBe(StatusCode.OK);

        _host.Authority.RotateKey();

        (await CallAsync("user", UserHeaders(old))).ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Call_Unauthenticated_CarriesTheCodeWord()
    {
        var thrown = await Should.ThrowAsync<RpcException>(
            async () => await new SubscriptionService.SubscriptionServiceClient(_host.Channel).GetMySubscriptionAsync(new()));

        thrown.Reason().ShouldBe("UNAUTHENTICATED");
    }

    [Fact]
    public void AccessOf_EveryMethodOfAnInternalService_IsForServicesOnly()
    {
        var internals = MethodCatalog.All.Where(
            method => method.Value.Service.Name.EndsWith("InternalService", StringComparison.Ordinal)).ToList();

        internals.Count.ShouldBeGreaterThan(3);
        internals.ShouldAllBe(method => MethodCatalog.AccessOf(method.Value) == Protos.Options.V1.Access.Service);
    }

    private static Metadata UserHeaders(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<StatusCode> CallAsync(string method, Metadata headers)
    {
        try
        {
            _ = method switch
            {
                "anonymous" => (object)await new AuthenticationService.AuthenticationServiceClient(_host.Channel)
                    .LoginAsync(new(), headers),
                "user" => await new SubscriptionService.SubscriptionServiceClient(_host.Channel).GetMySubscriptionAsync(new(), headers),
                "service" => await new IdentityInternalService.IdentityInternalServiceClient(_host.Channel)
                    .GetSubscriptionAsync(new(), headers),
                "user or service" => await new CatalogService.CatalogServiceClient(_host.Channel).ListProgramsAsync(new(), headers),
                _ => throw new ArgumentOutOfRangeException(nameof(method)),
            };
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
