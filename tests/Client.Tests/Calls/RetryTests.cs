using FocusSuite.Client.Calls;
using FocusSuite.Client.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Client.Tests.Calls;

/// <summary>Which calls are tried again.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private static readonly RpcException Away = new(new Status(StatusCode.Unavailable, "Away."));
    private FakeSuite _suite = null!;

    public async ValueTask InitializeAsync() => _suite = await FakeSuite.StartAsync();

    public ValueTask DisposeAsync() => _suite.DisposeAsync();

    /// <summary>A method that comes new is here, or is repeatable: by a GET, an <c>idempotency_level</c>, or a key.</summary>
    [Fact]
    public void Methods_ThatAreNotRepeated_AreThese() =>
        SuiteMethods.All.Where(method => !method.Value.IsRepeatable).Select(method => method.Key).Order().ShouldBe(
        [
            "/focus.identity.v1.AccountService/DeleteAccount",
            "/focus.identity.v1.AccountService/UpdateSettings",
            "/focus.identity.v1.AuthenticationService/Login",
            "/focus.identity.v1.IdentityInternalService/IssueTokens",
        ]);

    [Fact]
    public async Task RepeatableMethod_WhileItsServiceIsAway_IsTriedAgain()
    {
        _suite.FailWith(Away, Away);

        (await _suite.Client<IdentityInternalService.IdentityInternalServiceClient>().PutUserAsync(new PutUserRequest())).Created
            .ShouldBeTrue();

        _suite.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task RepeatableMethod_WhileItsServiceStaysAway_EndsWithTheLastTry()
    {
        _suite.FailWith(Enumerable.Repeat(Away, 10));
        var sessions = _suite.Client<SessionsService.SessionsServiceClient>(options => options.MaxAttempts = 2);

        (await Should.ThrowAsync<FocusSuiteException>(async () => await sessions.GetActiveSessionAsync(new GetActiveSessionRequest()))).Code
            .ShouldBe("UNAVAILABLE");

        _suite.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task RepeatableMethod_ThatFailsOtherwise_IsTriedOnce(StatusCode status)
    {
        _suite.FailWith(new RpcException(new Status(status, "")));
        var identity = _suite.Client<IdentityInternalService.IdentityInternalServiceClient>();

        (await Should.ThrowAsync<FocusSuiteException>(async () => await identity.PutUserAsync(new PutUserRequest()))).IsTransient
            .ShouldBeTrue();

        _suite.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task OtherMethod_WhileItsServiceIsAway_IsTriedOnce()
    {
        _suite.FailWith(Away);
        var authentication = _suite.Client<AuthenticationService.AuthenticationServiceClient>();

        await Should.ThrowAsync<FocusSuiteException>(async () => await authentication.LoginAsync(new LoginRequest()));

        _suite.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task OneAttempt_OfTheOptions_IsNoRetry()
    {
        _suite.FailWith(Away);
        var identity = _suite.Client<IdentityInternalService.IdentityInternalServiceClient>(options => options.MaxAttempts = 1);

        await Should.ThrowAsync<FocusSuiteException>(async () => await identity.PutUserAsync(new PutUserRequest()));

        _suite.Calls.Count.ShouldBe(1);
    }
}
