using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class NativeGrpcTests(GatewayFixture fixture)
{
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Fact]
    public async Task Call_OfAPublicMethod_PassesWithItsMetadata()
    {
        _gateway.Services.Answer<PauseSessionRequest>(
            (request, _) => new PauseSessionResponse { Success = true, Message = request.SessionId });
        var client = new SessionsService.SessionsServiceClient(_gateway.Grpc);

        var answer = await client.PauseSessionAsync(
            new PauseSessionRequest { SessionId = "s1" },
            new Metadata { { "authorization", "Bearer t" }, { "focus-service-token", "forged" } });

        answer.Message.ShouldBe("s1");
        _gateway.Services.LastHeaders.GetValue("authorization").ShouldBe("Bearer t");
        _gateway.Services.LastHeaders.GetValue("focus-service-token").ShouldBeNull();
    }

    [Fact]
    public async Task Error_OfAPublicMethod_PassesAsItIs()
    {
        _gateway.Services.Answer<PauseSessionRequest>(
            (_, _) => throw new RpcException(new Status(StatusCode.FailedPrecondition, "not active")));
        var client = new SessionsService.SessionsServiceClient(_gateway.Grpc);

        var error = await Should.ThrowAsync<RpcException>(async () => await client.PauseSessionAsync(new PauseSessionRequest()));

        error.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        error.Status.Detail.ShouldBe("not active");
    }

    [Fact]
    public async Task Call_OfAnInternalMethod_DoesNotArrive()
    {
        var arrived = false;
        _gateway.Services.Answer<GetEnrollmentRequest>((_, _) =>
        {
            arrived = true;
            return new GetEnrollmentResponse();
        });
        var client = new EnrollmentInternalService.EnrollmentInternalServiceClient(_gateway.Grpc);

        var error = await Should.ThrowAsync<RpcException>(async () => await client.GetEnrollmentAsync(new GetEnrollmentRequest()));

        error.StatusCode.ShouldBe(StatusCode.Unimplemented);
        arrived.ShouldBeFalse();
    }

    [Fact]
    public async Task GrpcPath_AskedWithJson_IsNoRoute()
    {
        var answer = await _gateway.PostAsync("/focus.sessions.v1.SessionsService/PauseSession", "{}");

        ((int)answer.Status).ShouldBeInRange(404, 415);
        answer.Header("Content-Type").ShouldBe("application/problem+json");
    }
}
