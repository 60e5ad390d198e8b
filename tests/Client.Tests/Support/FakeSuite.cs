using System.Collections.Concurrent;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace FocusSuite.Client.Tests.Support;

/// <summary>A suite that keeps what it is asked, and answers what it is told to.</summary>
internal sealed class FakeSuite : Interceptor, IAsyncDisposable
{
    public const string ServiceKey = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly ConcurrentQueue<RpcException> _failures = new();
    private readonly List<ServiceProvider> _clients = [];
    private WebApplication? _server;

    /// <summary>What it was asked, tries and all.</summary>
    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    /// <summary>The call that it was asked.</summary>
    public ReceivedCall Call => Calls.ShouldHaveSingleItem();

    /// <summary>Calls wait for so long, or for their end.</summary>
    public TimeSpan Delay { get; set; }

    public string Address => _server!.Urls.Single();

    public static async Task<FakeSuite> StartAsync()
    {
        var suite = new FakeSuite();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(
            kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(suite);
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<FakeSuite>());
        suite._server = builder.Build();
        suite._server.MapGrpcService<Authentication>();
        suite._server.MapGrpcService<IdentityInternal>();
        suite._server.MapGrpcService<Sessions>();
        await suite._server.StartAsync();
        return suite;
    }

    /// <summary>Lets the next call fail; further ones after it.</summary>
    public void FailWith(params IEnumerable<RpcException> failures)
    {
        foreach (var failure in failures)
        {
            _failures.Enqueue(failure);
        }
    }

    /// <summary>A client of it, as a program has it.</summary>
    public TClient Client<TClient>(Action<FocusSuiteClientOptions>? configure = null, IUserTokenSource? tokens = null)
        where TClient : class
    {
        var services = new ServiceCollection();
        services.AddFocusSuiteClient(options =>
        {
            (options.Gateway, options.Name, options.ServiceKey) = (Address, "billing", ServiceKey);
            options.Services["identity"] = Address;
            configure?.Invoke(options);
        });
        if (tokens is not null)
        {
            services.AddSingleton(tokens);
        }

        var provider = services.BuildServiceProvider();
        _clients.Add(provider);
        return provider.GetRequiredService<TClient>();
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await TakeAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await TakeAsync(context);
        await continuation(request, responseStream, context);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _server!.DisposeAsync();
    }

    private async Task TakeAsync(ServerCallContext context)
    {
        _calls.Enqueue(new ReceivedCall(context.Method, context.RequestHeaders, context.Deadline));
        await Task.Delay(Delay, context.CancellationToken);
        if (_failures.TryDequeue(out var failure))
        {
            throw failure;
        }
    }

    private sealed class Authentication : AuthenticationService.AuthenticationServiceBase
    {
        public override Task<LoginResponse> Login(LoginRequest request, ServerCallContext context) => Task.FromResult(new LoginResponse());
    }

    private sealed class IdentityInternal : IdentityInternalService.IdentityInternalServiceBase
    {
        public override Task<PutUserResponse> PutUser(PutUserRequest request, ServerCallContext context) =>
            Task.FromResult(new PutUserResponse { Created = true });
    }

    private sealed class Sessions : SessionsService.SessionsServiceBase
    {
        public override async Task<StartSessionResponse> StartSession(StartSessionRequest request, ServerCallContext context)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "focus-effects", "pending" } });
            return new StartSessionResponse { SessionId = "0123456789abcdef01234567" };
        }

        public override Task<GetActiveSessionResponse> GetActiveSession(GetActiveSessionRequest request, ServerCallContext context) =>
            Task.FromResult(new GetActiveSessionResponse());

        public override async Task WatchActiveSession(
            WatchActiveSessionRequest request, IServerStreamWriter<WatchActiveSessionResponse> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new WatchActiveSessionResponse { EventId = "1" });
            throw new RpcException(new Status(StatusCode.Unavailable, "The service stops."));
        }
    }
}

/// <summary>One try of a call.</summary>
internal sealed record ReceivedCall(string Method, Metadata Headers, DateTime Deadline)
{
    public string? Header(string name) => Headers.GetValue(name);
}
