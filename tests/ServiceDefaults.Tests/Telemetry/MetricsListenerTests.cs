using System.Net;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Telemetry;

/// <summary>Alone, for a metric counts the requests to every host of the process.</summary>
[Collection(nameof(MetricsListenerTests))]
[CollectionDefinition(nameof(MetricsListenerTests), DisableParallelization = true)]
public sealed class MetricsListenerTests : IAsyncLifetime
{
    private SampleHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await SampleHost.StartAsync(("Kestrel:Endpoints:Metrics:Url", "http://127.0.0.1:0"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Metrics_AfterACall_TellItsRouteAndStatus()
    {
        await new AuthenticationService.AuthenticationServiceClient(_host.Channel).LoginAsync(new());

        var metrics = await GetAsync(_host.Urls[1], "/metrics");

        metrics.Status.ShouldBe(HttpStatusCode.OK);
        metrics.Text.Split('\n')
            .ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && line.Contains("http_route=\"/focus.identity.v1.AuthenticationService/Login\"")
            && line.Contains("rpc_response_status_code=\"OK\""));
    }

    [Fact]
    public async Task Metrics_AreCollected_DoNotTellOfThat()
    {
        // What the host asks of identity while it gets ready is counted, for identity is in this process, too.
        await _host.WaitUntilReadyAsync();
        var before = RequestsIn(await GetAsync(_host.Urls[1], "/metrics"));
        await GetAsync(_host.Urls[1], "/nothing");

        RequestsIn(await GetAsync(_host.Urls[1], "/metrics")).ShouldBe(before);
        before.ShouldNotContain(line => line.Contains("/metrics", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/metrics/more")]
    [InlineData("/focus.identity.v1.AuthenticationService/Login")]
    [InlineData("/grpc.health.v1.Health/Check")]
    public async Task Listener_OfMetrics_ServesNothingElse(string path)
    {
        (await GetAsync(_host.Urls[1], path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync(_host.Urls[1], path, HttpMethod.Post)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Listener_OfCalls_DoesNotServeMetricsWhateverHostTheCallerNames()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Urls[0], "/metrics"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = _host.Urls[1].Authority },
        };

        (await SendAsync(request)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Listener_IsNotConfigured_IsNotThere()
    {
        await using var quiet = await SampleHost.StartAsync();

        quiet.Urls.Count.ShouldBe(1);
        quiet.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)).ShouldBeNull();
    }

    private static IReadOnlyList<string> RequestsIn((HttpStatusCode Status, string Text) metrics) =>
        [.. metrics.Text.Split('\n').Where(line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal))];

    private static Task<(HttpStatusCode Status, string Text)> GetAsync(Uri host, string path, HttpMethod? method = null) =>
        SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(host, path)));

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
