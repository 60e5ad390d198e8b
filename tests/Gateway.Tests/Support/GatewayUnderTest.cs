using System.Net;
using System.Text.Json;
using FocusSuite.Domain;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace FocusSuite.Gateway.Tests.Support;

/// <summary>The real gateway on real sockets, in front of <see cref="FakeServices"/>.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayUnderTest(WebApplication app) => _app = app;

    public required FakeServices Services { get; init; }

    /// <summary>What the gateway is made of.</summary>
    public IServiceProvider Host => _app.Services;

    /// <summary>What it has logged, at the levels of its settings.</summary>
    public IReadOnlyList<FakeLogRecord> Logs => _app.Services.GetFakeLogCollector().GetSnapshot();

    public required HttpClient Json { get; init; }

    public required GrpcChannel Grpc { get; init; }

    /// <summary>Where it listens: the endpoints in the order of their names (Grpc, Json, then those of the test's own settings).</summary>
    public IReadOnlyList<Uri> Urls => [.. _app.Urls.Select(url => new Uri(url))];

    public static Task<GatewayUnderTest> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, null, settings);

    /// <summary>With a clock of the test's own for real time.</summary>
    public static Task<GatewayUnderTest> StartAtAsync(TimeProvider clock) => StartAsync(null, clock, []);

    /// <summary>In the environment named, e.g. Development.</summary>
    public static Task<GatewayUnderTest> StartInAsync(string? environment, params (string Key, string Value)[] settings) =>
        StartAsync(environment, null, settings);

    private static async Task<GatewayUnderTest> StartAsync(
        string? environment, TimeProvider? clock, (string Key, string Value)[] settings)
    {
        var services = new FakeServices();
        await services.StartAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.Logging.AddFakeLogging();
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        var values = new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Json:Url"] = "http://127.0.0.1:0",
            ["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0",
        };
        foreach (var cluster in new[] { "identity", "catalog", "enrollment", "sessions", "progress", "insights" })
        {
            values[$"ReverseProxy:Clusters:{cluster}:Destinations:one:Address"] = services.Address;
        }

        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.AddFocusGateway();
        if (clock is not null)
        {
            builder.Services.AddKeyedSingleton(Clocks.Real, clock);
        }

        var app = builder.Build();
        app.UseFocusGateway();
        await app.StartAsync();
        // Kestrel binds its configured endpoints in the order of their names.
        var urls = app.Urls.ToArray();
        return new GatewayUnderTest(app)
        {
            Services = services,
            // A client with a trace or cookies of its own would put them in the place of the test's.
            Json = new HttpClient(
                new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null, UseCookies = false })
            {
                BaseAddress = new Uri(urls[1]),
                Timeout = TimeSpan.FromSeconds(30),
            },
            Grpc = GrpcChannel.ForAddress(urls[0]),
        };
    }

    /// <summary>Changes the configuration while the gateway runs.</summary>
    public void Configure(string key, string value)
    {
        _app.Configuration[key] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>Changes a list of settings at once.</summary>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (key, value) in settings)
        {
            _app.Configuration[key] = value;
        }

        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    public Task StopAsync() => _app.StopAsync();

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Answer> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Json.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async ValueTask DisposeAsync()
    {
        Json.Dispose();
        Grpc.Dispose();
        await _app.DisposeAsync();
        await Services.DisposeAsync();
    }
}

/// <summary>What a client got.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}
