using System.Net;
using GrpcTranscoding.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

[assembly: AssemblyFixture(typeof(GrpcTranscoding.Tests.Support.LibraryGateway))]

namespace GrpcTranscoding.Tests.Support;

/// <summary>The library as a stranger would use it: a few lines in front of a gRPC server, all on real sockets.</summary>
public sealed class LibraryGateway : IAsyncLifetime
{
    private readonly WebApplication _server;
    private WebApplication? _gateway;

    public LibraryGateway()
    {
        var builder = Empty(HttpProtocols.Http2);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Service);
        _server = builder.Build();
        _server.MapGrpcService<StreamService>();
    }

    public StreamService Service { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public Uri WebSocketAddress => new(_gateway!.Urls.Single().Replace("http", "ws", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        var builder = Empty(HttpProtocols.Http1);
        builder.Services.AddReverseProxy()
            .LoadFromMemory([], [new ClusterConfig
            {
                ClusterId = "streams",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = _server.Urls.Single() } },
            }])
            .AddGrpcTranscoding(options =>
            {
                options.Services.Add(Streams.Descriptor);
                options.ClusterOf = _ => "streams";
                options.EventIdOf = message => message.FindFieldByName("event_id");
                options.Heartbeat = TimeSpan.FromMilliseconds(100);
                options.StreamDeadlineOf = method => method.Name == "Chat" ? TimeSpan.FromSeconds(30) : Timeout.InfiniteTimeSpan;
            });
        _gateway = builder.Build();
        _gateway.UseProblems();
        _gateway.UseGrpcTranscoding();
        _gateway.MapReverseProxy();
        await _gateway.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(_gateway.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway!.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static WebApplicationBuilder Empty(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = protocols));
        builder.Services.AddRoutingCore();
        return builder;
    }
}
