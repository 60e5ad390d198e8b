using System.Diagnostics;
using System.Reflection;
using FocusSuite.Client.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;
using IdentityClient = FocusSuite.Protos.Identity.V1.IdentityInternalService.IdentityInternalServiceClient;
using SessionsClient = FocusSuite.Protos.Sessions.V1.SessionsService.SessionsServiceClient;

namespace FocusSuite.Client.Tests.Errors;

/// <summary>What a caller sees of an error.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private FakeSuite _suite = null!;

    public static TheoryData<string> Words => [.. ErrorCodes.All.Select(code => code.Word)];

    public async ValueTask InitializeAsync() => _suite = await FakeSuite.StartAsync();

    public ValueTask DisposeAsync() => _suite.DisposeAsync();

    [Fact]
    public void Codes_OfTheSuite_AreAllNamed() =>
        typeof(FocusSuiteErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(
            field => (string)field.GetRawConstantValue()!).Order()
            .ShouldBe(ErrorCodes.All.Select(code => code.Word).Order());

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Error_OfTheTable_IsOneException(string word)
    {
        var code = ErrorCodes.All.Single(one => one.Word == word);
        _suite.FailWith(Enumerable.Repeat(new ApiException(code).ToRpcException(), 4));

        var error = await ErrorOfPutUserAsync();

        (error.Code, error.StatusCode, error.Method).ShouldBe((word, code.Grpc, "/focus.identity.v1.IdentityInternalService/PutUser"));
        error.Message.ShouldContain(code.Text);
        error.Fields.ShouldBeEmpty();
        error.RetryAfter.ShouldBeNull();
        error.InnerException.ShouldBeOfType<RpcException>();
    }

    [Fact]
    public async Task InvalidFields_AreToldWithTheirMessages()
    {
        var fields = new Dictionary<string, IReadOnlyList<string>>
        {
            ["email"] = ["Is no address.", "Is too long."],
            ["subscription.plan"] = ["Must be free."],
        };
        _suite.FailWith(new ApiException(ErrorCodes.ValidationFailed) { Fields = fields }.ToRpcException());

        var error = await ErrorOfPutUserAsync();

        error.IsTransient.ShouldBeFalse();
        error.Fields.Keys.ShouldBe(fields.Keys);
        error.Fields["email"].ShouldBe(fields["email"]);
    }

    [Fact]
    public async Task RetryAfter_OfTheService_IsTold()
    {
        _suite.FailWith(new ApiException(ErrorCodes.TooManyAttempts) { RetryAfter = TimeSpan.FromSeconds(90) }.ToRpcException());

        (await ErrorOfPutUserAsync()).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task TraceId_OfTheCall_IsTold()
    {
        using var activity = new Activity("payment").Start();
        _suite.FailWith(new ApiException(ErrorCodes.NotFound).ToRpcException());

        (await ErrorOfPutUserAsync()).TraceId.ShouldBe(activity.TraceId.ToHexString());
        _suite.Call.Header("traceparent").ShouldNotBeNull().ShouldContain(activity.TraceId.ToHexString());
    }

    [Fact]
    public async Task Error_WithoutDetails_HasTheWordOfItsStatus()
    {
        _suite.FailWith(new RpcException(new Status(StatusCode.PermissionDenied, "By a proxy.")), new RpcException(
            new Status(StatusCode.Internal, "By whoever."), new Metadata { { "grpc-status-details-bin", [0xff, 0xff, 0xff] } }));

        (await ErrorOfPutUserAsync()).Code.ShouldBe("PERMISSION_DENIED");
        (await ErrorOfPutUserAsync()).Code.ShouldBe("INTERNAL");
    }

    [Fact]
    public void BlockingCall_ThatFails_IsTheSameException()
    {
        _suite.FailWith(new ApiException(ErrorCodes.NotFound).ToRpcException());

        Should.Throw<FocusSuiteException>(() => _suite.Client<IdentityClient>().PutUser(new PutUserRequest())).Code.ShouldBe(
            FocusSuiteErrorCodes.NotFound);
    }

    [Fact]
    public async Task Headers_OfACallThatFails_AreTheSameException()
    {
        _suite.FailWith(new ApiException(ErrorCodes.NotFound).ToRpcException());
        using var call = _suite.Client<IdentityClient>().PutUserAsync(new PutUserRequest());

        await Should.ThrowAsync<FocusSuiteException>(async () => await call);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.NotFound);
        call.GetTrailers().ShouldContain(trailer => trailer.Key == "grpc-status-details-bin");
    }

    [Fact]
    public async Task Stream_ThatEndsWithAnError_EndsWithTheSameException()
    {
        using var stream = _suite.Client<SessionsClient>().WatchActiveSession(new WatchActiveSessionRequest());
        (await stream.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        stream.ResponseStream.Current.EventId.ShouldBe("1");

        (await Should.ThrowAsync<FocusSuiteException>(() => stream.ResponseStream.MoveNext(CancellationToken.None))).IsTransient
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Deadline_ThatPasses_IsTransient()
    {
        _suite.Delay = TimeSpan.FromSeconds(30);
        var identity = _suite.Client<IdentityClient>(options => options.Deadline = TimeSpan.FromMilliseconds(200));

        var error = await Should.ThrowAsync<FocusSuiteException>(async () => await identity.PutUserAsync(new PutUserRequest()));

        (error.Code, error.IsTransient).ShouldBe((FocusSuiteErrorCodes.DeadlineExceeded, true));
    }

    [Fact]
    public async Task Call_ThatItsCallerEnds_IsCanceledAndNoError()
    {
        _suite.Delay = TimeSpan.FromSeconds(30);
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        var canceled = await Should.ThrowAsync<OperationCanceledException>(
            async () => await _suite.Client<IdentityClient>().PutUserAsync(new PutUserRequest(), cancellationToken: end.Token));

        canceled.CancellationToken.ShouldBe(end.Token);
    }

    [Fact]
    public async Task Service_ThatIsNotThere_IsUnavailable()
    {
        var identity = _suite.Client<IdentityClient>(options => options.Services["identity"] = "http://127.0.0.1:1");

        (await Should.ThrowAsync<FocusSuiteException>(async () => await identity.PutUserAsync(new PutUserRequest()))).Code.ShouldBe(
            FocusSuiteErrorCodes.Unavailable);
    }

    private async Task<FocusSuiteException> ErrorOfPutUserAsync() =>
        await Should.ThrowAsync<FocusSuiteException>(async () => await _suite.Client<IdentityClient>().PutUserAsync(new PutUserRequest()));
}
