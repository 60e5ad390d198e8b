using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using GrpcTranscoding.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Yarp.ReverseProxy.Configuration;

[assembly: AssemblyFixture(typeof(GrpcTranscoding.Tests.Support.ScriptedGateway))]

namespace GrpcTranscoding.Tests.Support;

/// <summary>
/// The library in front of a server that does, byte by byte, what a test tells it to for the request with its id. Without a script it sends
/// back what it was sent.
/// </summary>
public sealed class ScriptedGateway : IAsyncLifetime
{
    public static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, RequestDelegate> _scripts = new();
    private readonly WebApplication _server;
    private WebApplication? _gateway;
    private int _lastId;

    public ScriptedGateway()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            // A service may send any byte.
            k.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2);
        });
        _server = builder.Build();
        _server.Run(
            context => _scripts.TryGetValue(context.Request.Headers["x-request-id"].ToString(), out var script)
                ? script(context)
                : EchoAsync(context));
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>What the server was last asked with, by its id.</summary>
    public ConcurrentDictionary<string, IHeaderDictionary> Asked { get; } = new();

    private Uri Address => new(_gateway!.Urls.Single());

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(l => l.AddFakeLogging().SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddReverseProxy()
            .LoadFromMemory([], [new ClusterConfig
            {
                ClusterId = "odd",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = _server.Urls.Single() } },
            }])
            .AddGrpcTranscoding(options =>
            {
                options.Services.Add(Odd.Descriptor);
                options.ClusterOf = _ => "odd";
                options.EventIdOf = message => message.FindFieldByName("event_id");
                options.Json.ResponseHeader = field => field.Name == "to_header" ? "x-to" : null;
                options.Json.MaxMessageBytes = 1024 * 1024;
                options.HttpStatusMetadataKey = "http_status";
                foreach (var name in new[] { "expires", "allow", "content-location", "x-many", "content-type", "content-length" })
                {
                    options.ResponseHeaders.Add(name);
                }
            });
        _gateway = builder.Build();
        _gateway.UseProblems();
        _gateway.UseGrpcTranscoding();
        _gateway.MapReverseProxy();
        await _gateway.StartAsync();
        Http = new HttpClient { BaseAddress = Address, Timeout = WaitTimeout };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway!.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Has the server do something for one request.</summary>
    /// <returns>The id that the request has to carry.</returns>
    public string Script(RequestDelegate script)
    {
        var id = $"script-{Interlocked.Increment(ref _lastId)}";
        _scripts[id] = script;
        return id;
    }

    /// <summary>
    /// Asks with a script, and returns the answer and what was logged meanwhile: the caller's tests run one after the other.
    /// </summary>
    public async Task<(HttpResponseMessage Response, string Body, IReadOnlyList<string> Logged)> AskAsync(
        HttpRequestMessage request, RequestDelegate? script = null)
    {
        if (script is not null)
        {
            request.Headers.Add("x-request-id", Script(script));
        }

        _gateway!.Services.GetFakeLogCollector().Clear();
        var response = await Http.SendAsync(request).WaitAsync(WaitTimeout);
        return (response, await response.Content.ReadAsStringAsync().WaitAsync(WaitTimeout), Logged());
    }

    public Task<(HttpResponseMessage Response, string Body, IReadOnlyList<string> Logged)> GetAsync(
        string path, RequestDelegate? script = null, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("accept", accept);
        }

        return AskAsync(request, script);
    }

    /// <summary>Sends a request as it is written here, and reads the answer.</summary>
    public async Task<(int Status, string Head, string Body)> RawAsync(
        string method, string target, byte[]? body = null, params byte[][] headers)
    {
        using var timeout = new CancellationTokenSource(WaitTimeout);
        // The server refuses an address that is not its own.
        target = target.Replace("http://example.org", $"http://{Address.Authority}", StringComparison.Ordinal);
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port, timeout.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n"), timeout.Token);
        foreach (var header in headers)
        {
            await stream.WriteAsync((byte[])[.. header, (byte)'\r', (byte)'\n'], timeout.Token);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes($"Content-Length: {body?.Length ?? 0}\r\n\r\n"), timeout.Token);
        await stream.WriteAsync(body ?? [], timeout.Token);
        var text = await ReadAsync(stream, timeout.Token);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(9, 3), provider: null), text[..end], text[(end + 4)..]);
    }

    /// <summary>
    /// All that comes; of a WebSocket its head, since the server waits for seconds for a goodbye that nobody says here.
    /// </summary>
    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            answer.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(answer.ToArray());
            if (text.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) && text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return text;
            }
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public async Task<ClientWebSocket> ConnectAsync(string path, RequestDelegate? script = null, params string[] protocols)
    {
        using var timeout = new CancellationTokenSource(WaitTimeout);
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var protocol in protocols)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        if (script is not null)
        {
            socket.Options.SetRequestHeader("x-request-id", Script(script));
        }

        _gateway!.Services.GetFakeLogCollector().Clear();
        await socket.ConnectAsync(new Uri(new Uri($"ws://{Address.Authority}"), path), timeout.Token);
        return socket;
    }

    public IReadOnlyList<string> Logged() => [.. _gateway!.Services.GetFakeLogCollector().GetSnapshot()
        .Select(r => $"{r.Level} {r.Category}: {r.Message} {r.Exception?.GetType().Name}".TrimEnd())];

    /// <summary>Messages and a good end.</summary>
    public static RequestDelegate Ok(params IMessage[] messages) => Frames([.. messages.Select(m => Frame(m.ToByteArray()))]);

    /// <summary>Bytes and a good end.</summary>
    public static RequestDelegate Frames(params byte[][] frames) => async context =>
    {
        context.Response.ContentType = "application/grpc";
        foreach (var frame in frames)
        {
            await context.Response.BodyWriter.WriteAsync(frame);
        }

        // So that a response without frames has trailers, too.
        await context.Response.StartAsync();
        context.Response.AppendTrailer("grpc-status", "0");
    };

    /// <summary>A good end in the headers, and nothing else.</summary>
    public static RequestDelegate OkInHeaders { get; } = context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = "0";
        return Task.CompletedTask;
    };

    /// <summary>An answer with metadata in front.</summary>
    public static RequestDelegate With(RequestDelegate answer, params (string Name, string Value)[] metadata) => context =>
    {
        foreach (var (name, value) in metadata)
        {
            context.Response.Headers.Append(name, value);
        }

        return answer(context);
    };

    public static RequestDelegate Failed(int status, string message = "", string? details = null) => context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = message;
        if (details is not null)
        {
            context.Response.Headers["grpc-status-details-bin"] = details;
        }

        return Task.CompletedTask;
    };

    public static byte[] Frame(byte[] message, byte flag = 0) =>
        [flag, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private async Task EchoAsync(HttpContext context)
    {
        Asked[context.Request.Headers["x-request-id"].ToString()] = context.Request.Headers;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await Frames(body.ToArray())(context);
    }
}

/// <summary>What tests say of answers again and again.</summary>
internal static class Answers
{
    /// <summary>An answer of the service that cannot be used: 502, and one line for the operator.</summary>
    public static void ShouldBeUnusable(this (HttpResponseMessage Response, string Body, IReadOnlyList<string> Logged) answer)
    {
        ((int)answer.Response.StatusCode).ShouldBe(502, answer.Body);
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Body.ShouldContain("BAD_GATEWAY");
        answer.Logged.ShouldHaveSingleItem().ShouldContain("cannot be used");
    }

    public static string Code(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString()!;
}
