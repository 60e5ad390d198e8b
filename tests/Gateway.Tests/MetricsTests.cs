using System.Diagnostics.Metrics;
using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Telemetry;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class MetricsTests(GatewayFixture fixture)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Theory]
    [InlineData("GET", "/api/v1/focus/programs/4711/", "/api/v1/focus/programs/{enrollment_id}", 200)]
    [InlineData("GET", "/api/v1/focus/programs/4712", "/api/v1/focus/programs/{enrollment_id}", 404)]
    [InlineData("GET", "/api/v1/focus/programs/", "/api/v1/focus/programs", 503)]
    [InlineData("POST", "/api/v1/focus/programs/enroll/", "/api/v1/focus/programs/enroll", 400)]
    [InlineData("GET", "/api/v1/focus/programs/many/", null, 404)]
    [InlineData("PUT", "/api/v1/focus/programs/4711/", null, 405)]
    public async Task Duration_OfAJsonRequest_HasTheTemplateAndTheStatus(string method, string path, string? route, int status)
    {
        _gateway.Services.Handler = (request, _) => request switch
        {
            GetProgramRequest { EnrollmentId: 4711 } => Task.FromResult<object>(new GetProgramResponse()),
            GetProgramRequest => throw new RpcException(new Status(StatusCode.NotFound, "None.")),
            _ => throw new RpcException(new Status(StatusCode.Unavailable, "Away.")),
        };
        using var durations = Collect();

        using var message = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = method == "POST" ? new StringContent("{", null, "application/json") : null,
        };
        await _gateway.SendAsync(message);

        var request = await OneAsync(durations);
        request.Tags.GetValueOrDefault("http.route").ShouldBe(route);
        request.Tags["http.response.status_code"].ShouldBe(status);
        request.Tags["http.request.method"].ShouldBe(method);
    }

    [Fact]
    public async Task Duration_OfANativeCall_HasTheGrpcPath()
    {
        _gateway.Services.Answer<GetProgramRequest>((_, _) => new GetProgramResponse());
        using var durations = Collect();

        await new EnrollmentService.EnrollmentServiceClient(_gateway.Grpc).GetProgramAsync(new() { EnrollmentId = 4711 });

        (await OneAsync(durations)).Tags["http.route"].ShouldBe("/focus.enrollment.v1.EnrollmentService/GetProgram");
    }

    [Fact]
    public async Task Metrics_OfTheGateway_AreOnTheirOwnListenerOnly()
    {
        // By the order of their names: Grpc, Json, Metrics.
        await using var gateway = await GatewayUnderTest.StartAsync(("Kestrel:Endpoints:Metrics:Url", "http://127.0.0.1:0"));
        using var client = new HttpClient { Timeout = Bound };

        (await gateway.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync(new Uri(gateway.Urls[2], "/metrics"))).ShouldContain("http_route=\"/health/live\"");
        using (var other = await client.GetAsync(new Uri(gateway.Urls[2], "/health/live")))
        {
            other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = gateway.Urls[2].Authority } };
        var fromOutside = await gateway.SendAsync(request);
        fromOutside.Status.ShouldBe(HttpStatusCode.NotFound);
        fromOutside.Body.ShouldNotContain("http_server");
    }

    [Fact]
    public async Task Metrics_OfATracedRequest_LeadToItsTrace()
    {
        const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var collector = new FakeCollector();
        await collector.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Kestrel:Endpoints:Metrics:Url", "http://127.0.0.1:0"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        gateway.Services.Answer<GetProgramRequest>((_, _) => new GetProgramResponse());
        using var traced = new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/programs/4711/");
        traced.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        await gateway.SendAsync(traced);

        // What Prometheus asks for.
        using var scrape = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Urls[2], "/metrics"));
        scrape.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        using var client = new HttpClient { Timeout = Bound };
        using var answer = await client.SendAsync(scrape);
        var metrics = await answer.Content.ReadAsStringAsync();

        metrics.Split('\n').ShouldContain(
            line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal)
                && line.Contains("/api/v1/focus/programs/{enrollment_id}") && line.Contains($"# {{trace_id=\"{TraceId}\""),
            metrics);
    }

    private static async Task<CollectedMeasurement<double>> OneAsync(MetricCollector<double> durations)
    {
        await durations.WaitForMeasurementsAsync(1, Bound);
        return durations.GetMeasurementSnapshot().ShouldHaveSingleItem();
    }

    private MetricCollector<double> Collect() =>
        new(_gateway.Host.GetRequiredService<IMeterFactory>(), "Microsoft.AspNetCore.Hosting", "http.server.request.duration");
}
