using System.Diagnostics;
using System.Text;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using FocusSuite.TestSupport.Telemetry;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Telemetry;

/// <summary>
/// What a service sends to a receiver of OTLP, and that a line of its log leads to the trace of the call that it is about.
/// </summary>
public sealed class OtlpTests
{
    private const string TraceId = "7bf92f3577b34da6a3ce929d0e0e4737";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Service_ThatFailsInACallOfATrace_SendsTraceMetricsAndALogLineOfThatTrace()
    {
        await using var collector = new FakeCollector();
        await collector.StartAsync();
        await using var host = await SampleHost.StartAsync(collector.Senders);
        host.Act = _ => throw new InvalidOperationException("A fault.");

        // What the client's own instrumentation, which is in this process, sends on.
        using var caller = new Activity("caller").SetParentId(
            ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();

        await Should.ThrowAsync<RpcException>(
            async () => await new AuthenticationService.AuthenticationServiceClient(host.Channel).LoginAsync(new LoginRequest()));

        // Ids are sent as bytes. Nothing but the log's own field for it could have this one.
        var trace = Encoding.Latin1.GetString(Convert.FromHexString(TraceId));
        await collector.Got("traces", trace).WaitAsync(Bound, TestContext.Current.CancellationToken);
        await collector.Got("logs", trace).WaitAsync(Bound, TestContext.Current.CancellationToken);
        await collector.Got("logs", "/focus.identity.v1.AuthenticationService/Login failed.")
            .WaitAsync(Bound, TestContext.Current.CancellationToken);
        await collector.Got("metrics", "http.server.request.duration").WaitAsync(Bound, TestContext.Current.CancellationToken);
        foreach (var signal in new[] { "traces", "logs", "metrics" })
        {
            await collector.Got(signal, "focus-sample").WaitAsync(Bound, TestContext.Current.CancellationToken);
        }
    }
}
