using System.Globalization;
using System.Net;
using GrpcTranscoding.Benchmarks.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>The processes of the comparison. Each runs as this program again, with a role and its ports as arguments.</summary>
internal static class Roles
{
    public const string Service = "service";
    public const string Gateway = "gateway";
    public const string Twin = "twin";

    /// <summary>
    /// Serves until the process is ended. The ports: one to listen on, then for the service a second one and for the proxies the service's.
    /// </summary>
    public static async Task ServeAsync(string role, int port, int other)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(
                IPAddress.Loopback, port, listen => listen.Protocols = role == Service ? HttpProtocols.Http2 : HttpProtocols.Http1);
            if (role == Service)
            {
                kestrel.Listen(IPAddress.Loopback, other, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        await using var app = role switch
        {
            Service => BuildService(builder),
            Gateway => BuildGateway(builder, other),
            _ => BuildTwin(builder, other),
        };
        await app.RunAsync();
    }

    /// <summary>gRPC, and JSON by the framework's own transcoding.</summary>
    private static WebApplication BuildService(WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc().AddJsonTranscoding();
        var app = builder.Build();
        app.MapGrpcService<DaysService>();
        return app;
    }

    /// <summary>This transcoder, as its README shows it.</summary>
    private static WebApplication BuildGateway(WebApplicationBuilder builder, int service)
    {
        builder.Services.AddReverseProxy().LoadFromMemory([], [Cluster(service, new ForwarderRequestConfig())])
            .AddGrpcTranscoding(options =>
        {
            options.Services.Add(Days.Descriptor);
            options.ClusterOf = _ => "days";
        });
        var app = builder.Build();
        app.UseProblems();
        app.UseGrpcTranscoding();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseTranscodingRetries();
            proxy.UseLoadBalancing();
        });
        return app;
    }

    /// <summary>Plain YARP in front of the service's own JSON, over HTTP/1.1, which is what YARP does where nothing else is said.</summary>
    private static WebApplication BuildTwin(WebApplicationBuilder builder, int service)
    {
        RouteConfig route = new() { RouteId = "days", ClusterId = "days", Match = new RouteMatch { Path = "/{**all}" } };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [Cluster(service, null)]);
        var app = builder.Build();
        app.MapReverseProxy();
        return app;
    }

    private static ClusterConfig Cluster(int port, ForwarderRequestConfig? request) => new()
    {
        ClusterId = "days",
        HttpRequest = request,
        Destinations = new Dictionary<string, DestinationConfig>
        {
            ["one"] = new() { Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") },
        },
    };
}
