using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.TestSupport.Hosting;
using Google.Api;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.Gateway.Tests.Support;

/// <summary>
/// One h2c server that plays all services. Tests set what a method answers; what it was called with can be read afterwards.
/// </summary>
public sealed class FakeServices : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _healthChecks;

    public FakeServices()
    {
        _app = PeerServer.Build(this);
        _app.MapGrpcService<Enrollment>();
        _app.MapGrpcService<EnrollmentInternal>();
        _app.MapGrpcService<Sessions>();
        _app.MapGrpcService<Authentication>();
        _app.MapGrpcService<Account>();
        _app.MapGrpcService<Subscription>();
        _app.MapPost("/grpc.health.v1.Health/Check", context =>
        {
            Interlocked.Increment(ref _healthChecks);
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "12";
            return Task.CompletedTask;
        });
        _app.MapGet("/.well-known/jwks.json", () => Results.Json(new { keys = Array.Empty<string>() }));
    }

    public string Address => _app.Urls.Single();

    /// <summary>Answers any method: told the full request and the call, it returns the response message or throws.</summary>
    public Func<object, ServerCallContext, Task<object>> Handler { get; set; } = (_, _) =>
        throw new InvalidOperationException("Nothing is set up.");

    /// <summary>What the live timer writes.</summary>
    public Func<IServerStreamWriter<WatchActiveSessionResponse>, ServerCallContext, Task> Watching { get; set; } = (_, _) =>
        Task.CompletedTask;

    /// <summary>What an export writes.</summary>
    public Func<IServerStreamWriter<HttpBody>, ServerCallContext, Task> Exporting { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>How often it was asked for its health.</summary>
    public int HealthChecks => Volatile.Read(ref _healthChecks);

    public Metadata LastHeaders { get; private set; } = [];

    public DateTime LastDeadline { get; private set; }

    public Task StartAsync() => _app.StartAsync();

    public void Answer<TRequest>(Func<TRequest, ServerCallContext, object> answer) =>
        Handler = (request, call) => Task.FromResult(answer((TRequest)request, call));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<T> Handle<T>(object request, ServerCallContext call)
    {
        LastHeaders = call.RequestHeaders;
        LastDeadline = call.Deadline;
        return (T)await Handler(request, call);
    }

    private sealed class Enrollment(FakeServices fake) : EnrollmentService.EnrollmentServiceBase
    {
        public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
            fake.Handle<ListProgramsResponse>(request, context);

        public override Task<EnrollResponse> Enroll(EnrollRequest request, ServerCallContext context) =>
            fake.Handle<EnrollResponse>(request, context);

        public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
            fake.Handle<GetProgramResponse>(request, context);

        public override Task<ListHistoryResponse> ListHistory(ListHistoryRequest request, ServerCallContext context) =>
            fake.Handle<ListHistoryResponse>(request, context);
    }

    private sealed class EnrollmentInternal(FakeServices fake) : EnrollmentInternalService.EnrollmentInternalServiceBase
    {
        public override Task<GetEnrollmentResponse> GetEnrollment(GetEnrollmentRequest request, ServerCallContext context) =>
            fake.Handle<GetEnrollmentResponse>(request, context);
    }

    private sealed class Sessions(FakeServices fake) : SessionsService.SessionsServiceBase
    {
        public override Task<StartSessionResponse> StartSession(StartSessionRequest request, ServerCallContext context) =>
            fake.Handle<StartSessionResponse>(request, context);

        public override Task<GetActiveSessionResponse> GetActiveSession(GetActiveSessionRequest request, ServerCallContext context) =>
            fake.Handle<GetActiveSessionResponse>(request, context);

        public override Task WatchActiveSession(
            WatchActiveSessionRequest request, IServerStreamWriter<WatchActiveSessionResponse> responseStream, ServerCallContext context) =>
            fake.Watching(responseStream, context);

        public override Task<PauseSessionResponse> PauseSession(PauseSessionRequest request, ServerCallContext context) =>
            fake.Handle<PauseSessionResponse>(request, context);
    }

    private sealed class Authentication(FakeServices fake) : AuthenticationService.AuthenticationServiceBase
    {
        public override Task<LoginResponse> Login(LoginRequest request, ServerCallContext context) =>
            fake.Handle<LoginResponse>(request, context);

        public override Task<SignupResponse> Signup(SignupRequest request, ServerCallContext context) =>
            fake.Handle<SignupResponse>(request, context);

        public override Task<RefreshResponse> Refresh(RefreshRequest request, ServerCallContext context) =>
            fake.Handle<RefreshResponse>(request, context);

        public override Task<LogoutResponse> Logout(LogoutRequest request, ServerCallContext context) =>
            fake.Handle<LogoutResponse>(request, context);
    }

    private sealed class Account(FakeServices fake) : AccountService.AccountServiceBase
    {
        public override Task ExportAccount(
            ExportAccountRequest request, IServerStreamWriter<HttpBody> responseStream, ServerCallContext context) =>
            fake.Exporting(responseStream, context);
    }

    private sealed class Subscription(FakeServices fake) : SubscriptionService.SubscriptionServiceBase
    {
        public override Task<GetMySubscriptionResponse> GetMySubscription(GetMySubscriptionRequest request, ServerCallContext context) =>
            fake.Handle<GetMySubscriptionResponse>(request, context);
    }
}
