using System.Text;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.TestSupport.Telemetry;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class TelemetryTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Request_OfATrace_IsExportedAndFlowsOn()
    {
        await using var collector = new FakeCollector();
        await collector.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(
            [.. collector.Senders, ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information")]);
        gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/sessions/active/");
        request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");

        await gateway.SendAsync(request);

        gateway.Services.LastHeaders.GetValue("traceparent").ShouldNotBeNull().ShouldStartWith($"00-{TraceId}-");
        gateway.Services.LastHeaders.GetValue("traceparent").ShouldNotBeNull().ShouldNotContain("00f067aa0ba902b7");
        var trace = Encoding.Latin1.GetString(Convert.FromHexString(TraceId));
        await collector.Got("traces", trace).WaitAsync(Bound);
        await collector.Got("traces", "focus-gateway").WaitAsync(Bound);
        await collector.Got("metrics", "http.server.request.duration").WaitAsync(Bound);
        await collector.Got("logs", "focus-gateway").WaitAsync(Bound);
        await collector.Got("logs", trace).WaitAsync(Bound);
    }
}
