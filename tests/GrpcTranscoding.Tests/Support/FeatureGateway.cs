using System.Net;
using GrpcTranscoding.Errors;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Protos.Choices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Yarp.ReverseProxy.Configuration;

namespace GrpcTranscoding.Tests.Support;

/// <summary>The library with the options that a test asks for, in front of a service that does what the test says.</summary>
internal sealed class FeatureGateway : IAsyncDisposable
{
    public static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication _server;
    private readonly WebApplication _gateway;
    private readonly Version _version;

    private FeatureGateway(WebApplication server, WebApplication gateway, FeatureService service, Version version)
    {
        (_server, _gateway, Service, _version) = (server, gateway, service, version);
        Http = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()), Timeout = WaitTimeout };
    }

    public FeatureService Service { get; }

    public HttpClient Http { get; }

    /// <summary>What the library has logged.</summary>
    public IReadOnlyList<FakeLogRecord> Logs =>
        [.. Services.GetFakeLogCollector().GetSnapshot().Where(r => r.Category!.StartsWith("GrpcTranscoding", StringComparison.Ordinal))];

    public IServiceProvider Services => _gateway.Services;

    public static async Task<FeatureGateway> StartAsync(
        Action<TranscodingOptions>? configure = null, IProblemWriter? problems = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var service = new FeatureService();
        var server = Empty(HttpProtocols.Http2);
        server.Services.AddGrpc();
        server.Services.AddSingleton(service);
        var served = server.Build();
        served.MapGrpcService<FeatureService>();
        await served.StartAsync();

        var builder = Empty(protocols);
        builder.Logging.AddFakeLogging();
        if (problems is not null)
        {
            builder.Services.AddSingleton(problems);
        }

        builder.Services.AddReverseProxy()
            .LoadFromMemory([], [new ClusterConfig
            {
                ClusterId = "features",
                Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = served.Urls.Single() } },
            }])
            .AddGrpcTranscoding(options =>
            {
                options.ClusterOf = _ => "features";
                if (configure is null)
                {
                    options.Services.Add(Features.Descriptor);
                }

                configure?.Invoke(options);
            });
        var gateway = builder.Build();
        gateway.UseProblems();
        gateway.UseGrpcTranscoding();
        gateway.MapTranscodingOpenApi("/openapi.json", options => options.Title = "Features");
        gateway.MapReverseProxy(proxy =>
        {
            proxy.UseTranscodingRetries();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        await gateway.StartAsync();
        var version = protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        return new FeatureGateway(served, gateway, service, version);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Version = _version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(WaitTimeout);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, headers);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
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
