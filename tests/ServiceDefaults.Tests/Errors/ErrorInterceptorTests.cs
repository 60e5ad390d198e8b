using FocusSuite.Messaging.Consuming;
using FocusSuite.Protocol;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Errors;

public sealed class ErrorInterceptorTests : IAsyncLifetime
{
    private SampleHost _host = null!;

    public static TheoryData<Exception, StatusCode, string> Faults => new()
    {
        { new ApiException(ErrorCodes.DayLocked), StatusCode.FailedPrecondition, "DAY_LOCKED" },
        { new TimeoutException("host=10.0.0.1 secret"), StatusCode.Unavailable, "UNAVAILABLE" },
        // S16: whoever lost a race is told so in every service; nothing was away.
        { new LostRaceException("secret"), StatusCode.Aborted, "CONFLICT" },
        { new InvalidOperationException("secret"), StatusCode.Internal, "INTERNAL" },
        { new RpcException(new Status(StatusCode.Unavailable, "secret")), StatusCode.Unavailable, "UNAVAILABLE" },
        { new RpcException(new Status(StatusCode.NotFound, "secret of a peer without details")), StatusCode.Internal, "INTERNAL" },
        { new ApiException(ErrorCodes.NotFound).ToRpcException(), StatusCode.NotFound, "NOT_FOUND" },
        { new ApiException(ErrorCodes.Internal, "secret").ToRpcException(), StatusCode.Internal, "INTERNAL" },
        { new RpcException(new Status(StatusCode.DeadlineExceeded, "secret")), StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED" },
    };

    public async ValueTask InitializeAsync() => _host = await SampleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Method_Throws_CallerSeesTheTableAndNoExceptionText(Exception fault, StatusCode status, string word)
    {
        _host.Act = _ => throw fault;

        var thrown = await Should.ThrowAsync<RpcException>(
            async () => await new AuthenticationService.AuthenticationServiceClient(_host.Channel).LoginAsync(new()));

        (thrown.StatusCode, thrown.Reason()).ShouldBe((status, word));
        thrown.Status.Detail.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Method_OutlivesItsDeadline_IsDeadlineExceeded()
    {
        _host.Act = context => Task.Delay(Timeout.Infinite, context.CancellationToken);

        var thrown = await Should.ThrowAsync<RpcException>(async () =>
            await new AuthenticationService.AuthenticationServiceClient(_host.Channel)
                .LoginAsync(new(), deadline: DateTime.UtcNow.AddMilliseconds(200)));

        thrown.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData(-1, false, StatusCode.DeadlineExceeded)]
    [InlineData(60, true, StatusCode.Cancelled)]
    [InlineData(60, false, StatusCode.Internal)]
    public async Task Method_CallToAPeerIsCanceled_IsTheEndOfTheCallThatMadeIt(double secondsLeft, bool callerGone, StatusCode status)
    {
        var context = new EndedCall(DateTime.UtcNow.AddSeconds(secondsLeft), new CancellationToken(callerGone));
        var interceptor = new ErrorInterceptor(NullLogger<ErrorInterceptor>.Instance, []);

        var thrown = await Should.ThrowAsync<RpcException>(() => interceptor.UnaryServerHandler<LoginRequest, LoginResponse>(
            new LoginRequest(),
            context,
            (_, _) => throw new RpcException(new Status(StatusCode.Cancelled, "Call canceled by the client."))));

        thrown.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task AnswerWithStatus_CallHasEnded_IsItsEndAndNoFault()
    {
        var context = new EndedCall(DateTime.UtcNow.AddSeconds(60), new CancellationToken(canceled: true));

        await Should.ThrowAsync<OperationCanceledException>(() => context.AnswerWithStatusAsync("200"));
    }

    private sealed class LostRaceException(string message) : Exception(message), ILostRace;
}
