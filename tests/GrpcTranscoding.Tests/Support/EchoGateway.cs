using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using GrpcTranscoding.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace GrpcTranscoding.Tests.Support;

/// <summary>A gateway in front of a server that answers any gRPC method with an empty message, and keeps what it was sent.</summary>
internal sealed class EchoGateway : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly WebApplication _gateway;
    private readonly ConcurrentQueue<(string Path, byte[] Message)> _calls;

    private EchoGateway(WebApplication server, WebApplication gateway, ConcurrentQueue<(string Path, byte[] Message)> calls)
    {
        (_server, _gateway, _calls) = (server, gateway, calls);
        Http = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Http { get; }

    /// <summary>Starts it with the services of one of <see cref="SampleProtos"/>.</summary>
    public static async Task<EchoGateway> StartAsync(string file, Action<OpenApiOptions>? describe = null)
    {
        var calls = new ConcurrentQueue<(string Path, byte[] Message)>();
        var server = Empty(HttpProtocols.Http2).Build();
        server.Run(context => AnswerAsync(context, calls));
        await server.StartAsync();

        var builder = Empty(HttpProtocols.Http1);
        builder.Services.AddReverseProxy()
            .LoadFromMemory([], [new ClusterConfig
            {
                ClusterId = "echo",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = server.Urls.Single() } },
            }])
            .AddGrpcTranscoding(options =>
            {
                options.ClusterOf = _ => "echo";
                SampleProtos.AddTo(options, SampleProtos.File(file));
            });
        var gateway = builder.Build();
        gateway.UseProblems();
        gateway.UseGrpcTranscoding();
        gateway.MapReverseProxy();
        gateway.MapTranscodingOpenApi("/openapi.json", describe ?? (_ => { }));
        await gateway.StartAsync();
        return new EchoGateway(server, gateway, calls);
    }

    /// <summary>The one call since the last time that somebody asked.</summary>
    public (string Path, byte[] Message) TakeCall()
    {
        var calls = _calls.ToArray();
        _calls.Clear();
        return calls.Length == 1
            ? calls[0]
            : throw new InvalidOperationException($"There were {calls.Length} calls: {string.Join(", ", calls.Select(c => c.Path))}");
    }

    public T TakeMessage<T>()
        where T : IMessage<T>, new()
    {
        var message = new T();
        message.MergeFrom(TakeCall().Message);
        return message;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, ConcurrentQueue<(string Path, byte[] Message)> calls)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        calls.Enqueue((context.Request.Path.Value!, body.ToArray()[5..]));
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static WebApplicationBuilder Empty(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = protocols));
        builder.Services.AddRoutingCore();
        return builder;
    }
}
