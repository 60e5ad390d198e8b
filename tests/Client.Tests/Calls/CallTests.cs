using FocusSuite.Client.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;
using IdentityClient = FocusSuite.Protos.Identity.V1.IdentityInternalService.IdentityInternalServiceClient;
using SessionsClient = FocusSuite.Protos.Sessions.V1.SessionsService.SessionsServiceClient;

namespace FocusSuite.Client.Tests.Calls;

/// <summary>What a call carries.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private const string RequestKey = "idempotency-key";
    private FakeSuite _suite = null!;

    public async ValueTask InitializeAsync() => _suite = await FakeSuite.StartAsync();

    public ValueTask DisposeAsync() => _suite.DisposeAsync();

    [Fact]
    public async Task Call_OfAnInternalMethod_CarriesTheCallersServiceIdentity()
    {
        await _suite.Client<IdentityClient>().PutUserAsync(new PutUserRequest());

        var token = _suite.Call.Header(ServiceTokens.Header).ShouldNotBeNull();
        (await new ServiceTokens(FakeSuite.ServiceKey, "identity").ValidateAsync(token)).ShouldBe("billing");
        _suite.Call.Header("authorization").ShouldBeNull();
    }

    [Fact]
    public async Task Call_OfAPublicMethod_CarriesNoServiceIdentity()
    {
        await _suite.Client<SessionsClient>().GetActiveSessionAsync(
            new GetActiveSessionRequest(), new CallOptions().OnBehalfOf("a.user.token"));

        _suite.Call.Header(ServiceTokens.Header).ShouldBeNull();
        _suite.Call.Header("authorization").ShouldBe("Bearer a.user.token");
    }

    [Fact]
    public async Task InternalMethod_WithoutAServiceKey_IsNotCalled()
    {
        var identity = _suite.Client<IdentityClient>(options => options.ServiceKey = null);

        (await Should.ThrowAsync<InvalidOperationException>(async () => await identity.PutUserAsync(new PutUserRequest()))).Message
            .ShouldContain("Focus:Client:ServiceKey");
        _suite.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Client_WithoutAnAddress_SaysWhichKeyIsMissing()
    {
        Should.Throw<InvalidOperationException>(() => _suite.Client<IdentityClient>(options => options.Services.Clear())).Message
            .ShouldContain("Focus:Client:Services:identity");
        Should.Throw<InvalidOperationException>(() => _suite.Client<SessionsClient>(options => options.Gateway = null)).Message
            .ShouldContain("Focus:Client:Gateway");
    }

    [Fact]
    public async Task PublicMethod_WithoutAGateway_IsCalledAtItsService()
    {
        var sessions = _suite.Client<SessionsClient>(options => (options.Gateway, options.Services["sessions"]) = (null, _suite.Address));

        await sessions.GetActiveSessionAsync(new GetActiveSessionRequest());

        _suite.Call.Method.ShouldBe("/focus.sessions.v1.SessionsService/GetActiveSession");
    }

    [Fact]
    public async Task Call_WithoutADeadline_GetsThatOfTheOptions()
    {
        var from = DateTime.UtcNow;
        await _suite.Client<IdentityClient>(options => options.Deadline = TimeSpan.FromMinutes(2)).PutUserAsync(new PutUserRequest());

        _suite.Call.Deadline.ShouldBeInRange(from + TimeSpan.FromSeconds(110), from + TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task Call_WithADeadline_KeepsIt()
    {
        var from = DateTime.UtcNow;
        await _suite.Client<IdentityClient>().PutUserAsync(new PutUserRequest(), deadline: from + TimeSpan.FromMinutes(4));

        _suite.Call.Deadline.ShouldBeInRange(from + TimeSpan.FromMinutes(3), from + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Stream_WithoutADeadline_HasNone()
    {
        using var stream = _suite.Client<SessionsClient>().WatchActiveSession(new WatchActiveSessionRequest());
        (await stream.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        _suite.Call.Deadline.ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task Method_ThatTakesARequestKey_GetsOneOfItsOwnForEachCall()
    {
        var sessions = _suite.Client<SessionsClient>();
        await sessions.StartSessionAsync(new StartSessionRequest());
        await sessions.StartSessionAsync(new StartSessionRequest());

        var keys = _suite.Calls.Select(call => call.Header(RequestKey)).ToList();
        keys.ShouldAllBe(key => Guid.ParseExact(key!, "D") != Guid.Empty);
        keys.ShouldBeUnique();
    }

    [Fact]
    public async Task RequestKey_OfTheCaller_IsKept()
    {
        await _suite.Client<SessionsClient>().StartSessionAsync(new StartSessionRequest(), new CallOptions().WithRequestKey("pay-1"));

        _suite.Call.Headers.GetAll(RequestKey).ShouldHaveSingleItem().Value.ShouldBe("pay-1");
    }

    [Fact]
    public async Task RequestId_OfTheRequest_IsItsOnlyKey()
    {
        await _suite.Client<SessionsClient>().StartSessionAsync(
            new StartSessionRequest { RequestId = "0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a34" });

        _suite.Call.Header(RequestKey).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("one,two")]
    [InlineData("long")]
    public void RequestKey_ThatIsNone_IsRefused(string key) =>
        Should.Throw<ArgumentException>(() => new CallOptions().WithRequestKey(key == "long" ? new string('x', 256) : key));

    [Fact]
    public void CallOptions_ThatAreKept_AreNotChanged()
    {
        var kept = new CallOptions(new Metadata { { "x-app", "1" } });

        var call = kept.WithRequestKey("a").WithRequestKey("b").OnBehalfOf("t");

        kept.Headers!.Select(header => header.Key).ShouldBe(["x-app"]);
        call.Headers!.Select(header => $"{header.Key}={header.Value}").ShouldBe(["x-app=1", "idempotency-key=b", "authorization=Bearer t"]);
    }

    [Fact]
    public async Task TokenSource_OfTheProgram_IsAskedForEachTry()
    {
        var tokens = new CountingTokens();
        _suite.FailWith(new RpcException(new Status(StatusCode.Unavailable, "")));

        await _suite.Client<SessionsClient>(tokens: tokens).StartSessionAsync(new StartSessionRequest());

        _suite.Calls.Select(call => call.Header("authorization")).ShouldBe(["Bearer token-1", "Bearer token-2"]);
        _suite.Calls.Select(call => call.Header(RequestKey)).Distinct().Count().ShouldBe(1, "a repeat is told by its key");
    }

    [Fact]
    public async Task TokenSource_OfTheProgram_IsNotAskedWhereACallNamesItsUserOrAnybodyMayCall()
    {
        var tokens = new CountingTokens();
        await _suite.Client<SessionsClient>(tokens: tokens).GetActiveSessionAsync(
            new GetActiveSessionRequest(), new CallOptions().OnBehalfOf("other"));
        await _suite.Client<AuthenticationService.AuthenticationServiceClient>(tokens: tokens).LoginAsync(new LoginRequest());

        _suite.Calls.Select(call => call.Header("authorization")).ShouldBe(["Bearer other", null]);
    }

    [Fact]
    public async Task Answer_ThatComesBeforeItsEffects_SaysSo()
    {
        using var call = _suite.Client<SessionsClient>().StartSessionAsync(new StartSessionRequest());
        await call;

        (await call.ResponseHeadersAsync).HasPendingEffects().ShouldBeTrue();
        new Metadata().HasPendingEffects().ShouldBeFalse();
    }

    private sealed class CountingTokens : IUserTokenSource
    {
        private int _count;

        public ValueTask<string?> GetAccessTokenAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<string?>($"token-{++_count}");
    }
}
