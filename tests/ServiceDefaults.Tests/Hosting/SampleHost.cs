using FocusSuite.Messaging.Broker;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Tests.Hosting;

/// <summary>A service on the suite's defaults with one method of each kind of access; what its methods do is the test's.</summary>
public sealed class SampleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SampleHost(WebApplication app, TestAuthority authority, MemoryIdempotencyStore store) =>
        (_app, Authority, Store, Channel) = (app, authority, store, GrpcChannel.ForAddress(app.Urls.First()));

    public TestAuthority Authority { get; }

    public GrpcChannel Channel { get; }

    public MemoryIdempotencyStore Store { get; }

    /// <summary>The last caller that a method saw.</summary>
    public Caller? Seen { get; private set; }

    /// <summary>What the methods do after they have noted their caller.</summary>
    public Func<ServerCallContext, Task> Act { get; set; } = _ => Task.CompletedTask;

    /// <summary>Where it listens: the endpoints in the order of their names, gRPC's first.</summary>
    public IReadOnlyList<Uri> Urls => [.. _app.Urls.Select(url => new Uri(url))];

    public IServiceProvider Services => _app.Services;

    public static Task<SampleHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public static Task<SampleHost> StartAsync(Action<TestAuthority> prepare) => StartAsync(null, prepare);

    public static Task<SampleHost> StartAsync(Action<IServiceCollection>? configure, params (string Key, string Value)[] settings) =>
        StartAsync(configure, _ => { }, settings);

    /// <summary>Returns when the host says that it may have calls.</summary>
    public Task WaitUntilReadyAsync()
    {
        var health = new Grpc.Health.V1.Health.HealthClient(Channel);
        return WaitUntilAsync(async ct =>
            (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: ct))
                .Status == HealthCheckResponse.Types.ServingStatus.Serving);
    }

    /// <summary>Returns when nothing but one step of its start is missing.</summary>
    public Task WaitUntilOnlyMissingAsync(string step)
    {
        var checks = Services.GetRequiredService<HealthCheckService>();
        return WaitUntilAsync(async ct => (await checks.CheckHealthAsync(ct)).Entries["warm"].Description == $"Not there yet: {step}.");
    }

    private static async Task WaitUntilAsync(Func<CancellationToken, Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await holds(bound.Token))
        {
            await Task.Delay(10, bound.Token);
        }
    }

    private static async Task<SampleHost> StartAsync(
        Action<IServiceCollection>? configure, Action<TestAuthority> prepare, params (string Key, string Value)[] settings)
    {
        var authority = await TestAuthority.StartAsync();
        prepare(authority);
        var store = new MemoryIdempotencyStore();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(authority.Settings());
        builder.Configuration["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0";
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.AddFocusDefaults("sample");
        builder.Services.AddSingleton<IIdempotencyStore>(store);
        builder.Services.AddSingleton<IBroker>(new FakeBroker());
        SampleHost? host = null;
        builder.Services.AddSingleton(_ => host!);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapFocusDefaults();
        app.MapGrpcService<Authentication>();
        app.MapGrpcService<Sessions>();
        app.MapGrpcService<Subscriptions>();
        app.MapGrpcService<Internal>();
        app.MapGrpcService<Catalog>();
        await app.StartAsync();
        return host = new SampleHost(app, authority, store);
    }

    /// <summary>Stops it as a signal would; the token ends the patience with what is under way.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.DisposeAsync();
        await Authority.DisposeAsync();
    }

    private async Task<T> AnswerAsync<T>(ServerCallContext context, T answer)
    {
        Seen = context.Caller();
        await Act(context);
        return answer;
    }

    private sealed class Authentication(SampleHost host) : AuthenticationService.AuthenticationServiceBase
    {
        public override Task<LoginResponse> Login(LoginRequest request, ServerCallContext context) =>
            host.AnswerAsync(context, new LoginResponse { Message = request.Email });
    }

    private sealed class Sessions(SampleHost host) : SessionsService.SessionsServiceBase
    {
        public override Task<StartSessionResponse> StartSession(StartSessionRequest request, ServerCallContext context) =>
            host.AnswerAsync(context, new StartSessionResponse { SessionId = Guid.NewGuid().ToString() });
    }

    private sealed class Subscriptions(SampleHost host) : SubscriptionService.SubscriptionServiceBase
    {
        public override Task<GetMySubscriptionResponse> GetMySubscription(GetMySubscriptionRequest request, ServerCallContext context) =>
            host.AnswerAsync(context, new GetMySubscriptionResponse());
    }

    private sealed class Internal(SampleHost host) : IdentityInternalService.IdentityInternalServiceBase
    {
        public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context) =>
            host.AnswerAsync(context, new GetSubscriptionResponse());
    }

    private sealed class Catalog(SampleHost host) : CatalogService.CatalogServiceBase
    {
        public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
            host.AnswerAsync(context, new ListProgramsResponse());
    }
}
