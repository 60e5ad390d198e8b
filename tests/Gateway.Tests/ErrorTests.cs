using System.Net;
using System.Text;
using System.Text.Json;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class ErrorTests(GatewayFixture fixture)
{
    private const string Pause = "/api/v1/focus/sessions/pause/";
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Theory]
    [InlineData(StatusCode.Cancelled, 499)]
    [InlineData(StatusCode.Unknown, 500)]
    [InlineData(StatusCode.InvalidArgument, 400)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    [InlineData(StatusCode.NotFound, 404)]
    [InlineData(StatusCode.AlreadyExists, 409)]
    [InlineData(StatusCode.PermissionDenied, 403)]
    [InlineData(StatusCode.Unauthenticated, 401)]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.FailedPrecondition, 400)]
    [InlineData(StatusCode.Aborted, 409)]
    [InlineData(StatusCode.OutOfRange, 400)]
    [InlineData(StatusCode.Unimplemented, 501)]
    [InlineData(StatusCode.Internal, 500)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.DataLoss, 500)]
    public async Task Status_OfAService_IsItsHttpStatusInTheOneShape(StatusCode code, int status)
    {
        _gateway.Services.Answer<PauseSessionRequest>((_, _) => throw new RpcException(new Grpc.Core.Status(code, "Words of the sérvice")));

        var answer = await _gateway.PostAsync(Pause, "{}");

        ((int)answer.Status).ShouldBe(status);
        ShouldBeProblem(answer);
        answer.Header("WWW-Authenticate").ShouldBe(status == 401 ? "Bearer" : null);
        answer.Header("Retry-After").ShouldBe(status == 503 ? "1" : null);
        var tellsWords = status is 400 or 401 or 403 or 404 or 409 or 429;
        answer.Json.GetProperty("detail").GetString()!.Contains("Words of the sérvice", StringComparison.Ordinal).ShouldBe(tellsWords);
    }

    [Fact]
    public async Task Details_OfAService_BecomeCodeErrorsStatusAndRetryAfter()
    {
        _gateway.Services.Answer<PauseSessionRequest>((_, _) => throw new Google.Rpc.Status
        {
            Code = (int)Code.InvalidArgument,
            Message = "The day is locked.",
            Details =
            {
                Any.Pack(new ErrorInfo { Reason = "DAY_LOCKED", Domain = "focus", Metadata = { { "http_status", "422" } } }),
                Any.Pack(new BadRequest
                {
                    FieldViolations =
                    {
                        new BadRequest.Types.FieldViolation { Field = "day_number", Description = "too late" },
                        new BadRequest.Types.FieldViolation { Field = "day_number", Description = "too large" },
                    },
                }),
                Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(2500)) }),
            },
        }.ToRpcException());

        var answer = await _gateway.PostAsync(Pause, "{}");

        ((int)answer.Status).ShouldBe(422);
        ShouldBeProblem(answer);
        answer.Json.GetProperty("code").GetString().ShouldBe("DAY_LOCKED");
        answer.Json.GetProperty("errors").GetRawText().ShouldBe("""{"day_number":["too late","too large"]}""");
        answer.Header("Retry-After").ShouldBe("3");
    }

    [Fact]
    public async Task Envelope_ForTheFirstMobileClients_HasMessageAndErrors()
    {
        _gateway.Services.Answer<LoginRequest>(
            (_, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unauthenticated, "Wrong email or password.")));

        var answer = await _gateway.PostAsync("/api/v1/authentication/login/", """{"email":"a@b.c"}""");

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Json.GetProperty("message").GetString().ShouldBe("Wrong email or password.");
        answer.Json.GetProperty("errors").GetRawText().ShouldBe("{}");
        (await _gateway.PostAsync("/api/v1/authentication/login/", "[")).Json.GetProperty("message").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Exception_OfAService_StaysInside()
    {
        _gateway.Services.Answer<PauseSessionRequest>((_, _) => throw new InvalidOperationException("secret"));

        var answer = await _gateway.PostAsync(Pause, "{}");

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Body.ShouldNotContain("secret");
        answer.Body.ShouldNotContain("xception");
        ShouldBeProblem(answer);
    }

    [Theory]
    [InlineData("GET", "/api/v1/focus/nothing/", 404, null)]
    [InlineData("GET", "/api/v1/focus/programs/abc/", 404, null)]
    [InlineData("GET", "/api/v1/focus/programs/99999999999999999999", 404, null)]
    [InlineData("GET", "/api/v1/focus//programs", 404, null)]
    [InlineData("GET", "/", 404, null)]
    [InlineData("GET", "/API/v1/focus/programs", 404, null)]
    [InlineData("POST", "/api/v1/focus/programs/", 405, "GET, HEAD")]
    [InlineData("DELETE", "/api/v1/focus/programs/12", 405, "GET, HEAD")]
    [InlineData("GET", "/api/v1/focus/programs/enroll/", 405, "POST")]
    [InlineData("POST", "/.well-known/jwks.json", 405, "GET, HEAD")]
    public async Task Address_WithoutRoute_IsToldSo(string method, string path, int status, string? allow)
    {
        var answer = await _gateway.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        ((int)answer.Status).ShouldBe(status);
        answer.Header("Allow").ShouldBe(allow);
        ShouldBeProblem(answer);
    }

    [Theory]
    [InlineData("""{"session_id": """, "INVALID_JSON")]
    [InlineData("""{"session_id":"a"} x""", "INVALID_JSON")]
    [InlineData("[]", "INVALID_JSON")]
    [InlineData("null", "INVALID_JSON")]
    [InlineData("""{"session_id":{"a":[1]}}""", "VALIDATION_FAILED")]
    public async Task Body_ThatIsNoRequest_Is400(string body, string code)
    {
        var answer = await _gateway.PostAsync(Pause, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("code").GetString().ShouldBe(code);
        ShouldBeProblem(answer);
    }

    [Fact]
    public async Task Body_WithSeveralInvalidFields_NamesAll()
    {
        var answer = await _gateway.PostAsync(
            "/api/v1/focus/sessions/start/",
                """{"enrollment_id":"x","day_number":1.5,"duration_minutes":9999999999,"session_type":"tea","task_description":7}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        var errors = answer.Json.GetProperty("errors");
        errors.EnumerateObject().Select(e => e.Name)
            .ShouldBe(["enrollment_id", "day_number", "duration_minutes", "session_type", "task_description"]);
        errors.GetProperty("session_type")[0].GetString().ShouldBe("must be one of: pomodoro, custom, program");
    }

    [Fact]
    public async Task Query_ThatIsInvalid_NamesTheParameter()
    {
        var answer = await _gateway.GetAsync("/api/v1/focus/history/?page_size=many");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("errors").TryGetProperty("page_size", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverItsLimit_Is413(bool chunked)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"session_id":"{{new string('a', 70_000)}}"}""");
        var request = new HttpRequestMessage(HttpMethod.Post, Pause) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ShouldBeProblem(answer);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Body_OfAnotherKind_Is415(string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Pause) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        ShouldBeProblem(answer);
    }

    [Fact]
    public async Task Service_ThatIsNotThere_Is503()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("ReverseProxy:Clusters:sessions:Destinations:one:Address", "http://127.0.0.1:1"));

        var answer = await gateway.PostAsync(Pause, "{}");

        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Json.GetProperty("code").GetString().ShouldBe("UNAVAILABLE");
        answer.Header("Retry-After").ShouldBe("1");
        (await gateway.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Service_ThatIsTooSlow_Is504AndIsToldToStop()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:DeadlineSeconds", "0.3"));
        var canceled = new TaskCompletionSource();
        gateway.Services.Handler = async (_, call) =>
        {
            using var registration = call.CancellationToken.Register(canceled.SetResult);
            await canceled.Task;
            throw new OperationCanceledException();
        };

        var answer = await gateway.PostAsync(Pause, "{}");

        answer.Status.ShouldBe(HttpStatusCode.GatewayTimeout);
        ShouldBeProblem(answer);
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Rivals: a deadline is the smaller of the caller's and the gateway's.</summary>
    [Fact]
    public async Task Client_ThatGivesLessTime_Is504AndItsServiceIsToldToStop()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var canceled = new TaskCompletionSource();
        gateway.Services.Handler = async (_, call) =>
        {
            using var registration = call.CancellationToken.Register(canceled.SetResult);
            await canceled.Task;
            throw new OperationCanceledException();
        };

        var answer = await gateway.PostAsync(Pause, "{}", ("Grpc-Timeout", "300m"));

        answer.Status.ShouldBe(HttpStatusCode.GatewayTimeout);
        ShouldBeProblem(answer);
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("99999999999999S")]
    [InlineData("1n")]
    [InlineData("soon")]
    public async Task Client_WithATimeoutThatIsNone_Is400(string timeout)
    {
        var answer = await _gateway.PostAsync(Pause, "{}", ("Grpc-Timeout", timeout));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("code").GetString().ShouldBe("INVALID_ARGUMENT");
        ShouldBeProblem(answer);
    }

    [Fact]
    public async Task Client_ThatLeaves_CancelsTheCall()
    {
        var started = new TaskCompletionSource();
        var canceled = new TaskCompletionSource();
        _gateway.Services.Handler = async (_, call) =>
        {
            using var registration = call.CancellationToken.Register(canceled.SetResult);
            started.SetResult();
            await canceled.Task;
            throw new OperationCanceledException();
        };
        using var leave = new CancellationTokenSource();

        var pending = _gateway.Json.PostAsync(Pause, new StringContent("{}", Encoding.UTF8, "application/json"), leave.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await leave.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(pending);
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static void ShouldBeProblem(Answer answer)
    {
        answer.Header("Content-Type").ShouldBe("application/problem+json");
        var json = answer.Json;
        json.GetProperty("type").GetString().ShouldBe("about:blank");
        json.GetProperty("title").ValueKind.ShouldBe(JsonValueKind.String);
        json.GetProperty("status").GetInt32().ShouldBe((int)answer.Status);
        json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("error").GetString().ShouldBe(json.GetProperty("detail").GetString());
        json.GetProperty("code").GetString()!.ShouldMatch("^[A-Z_]+$");
        json.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
    }
}
