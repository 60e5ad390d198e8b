using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>Streams whose destination fails, or whose gateway stops.</summary>
public sealed class StreamRetryTests
{
    private const string Live = "/api/v1/focus/sessions/live/";
    private const string Sessions = "ReverseProxy:Clusters:sessions:";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_NotYetBegun_IsTriedOnAnotherDestination(bool isReachable)
    {
        await using var bad = new FakeServices
        {
            Watching = (_, _) => throw new RpcException(new Status(StatusCode.Unavailable, "stopping")),
        };
        await bad.StartAsync();
        await using var gateway = await StartAsync(isReachable ? bad.Address : "http://127.0.0.1:1");

        var answer = await gateway.GetAsync(Live).WaitAsync(Bound);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Body.ShouldContain("\"good\"");
    }

    [Fact]
    public async Task Stream_ThatHasBegun_IsNotTriedAgain()
    {
        await using var bad = new FakeServices
        {
            Watching = async (stream, _) =>
            {
                await stream.WriteAsync(new WatchActiveSessionResponse { EventId = "bad" });
                throw new RpcException(new Status(StatusCode.Unavailable, "stopping"));
            },
        };
        await bad.StartAsync();
        await using var gateway = await StartAsync(bad.Address);

        var lines = (await gateway.GetAsync(Live).WaitAsync(Bound)).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines.Length.ShouldBe(2);
        lines[0].ShouldContain("\"bad\"");
        lines[1].ShouldContain("UNAVAILABLE");
    }

    [Fact]
    public async Task Stream_RefusedByItsService_IsNotTriedAgain()
    {
        await using var bad = new FakeServices
        {
            Watching = (_, _) => throw new RpcException(new Status(StatusCode.Unauthenticated, "expired")),
        };
        await bad.StartAsync();
        await using var gateway = await StartAsync(bad.Address);

        (await gateway.GetAsync(Live).WaitAsync(Bound)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Stream_WhoseGatewayStops_IsToldSo()
    {
        await using var gateway = await StartAsync(null);
        gateway.Services.Watching = async (stream, call) =>
        {
            await stream.WriteAsync(new WatchActiveSessionResponse { EventId = "first" });
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        };
        using var bound = new CancellationTokenSource(Bound);
        using var response = await gateway.Json.GetAsync(
            new Uri(Live, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, bound.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(bound.Token));
        (await reader.ReadLineAsync(bound.Token)).ShouldNotBeNull().ShouldContain("first");

        var stopping = gateway.StopAsync();

        (await reader.ReadLineAsync(bound.Token)).ShouldNotBeNull().ShouldContain("UNAVAILABLE");
        (await reader.ReadLineAsync(bound.Token)).ShouldBeNull();
        await stopping.WaitAsync(bound.Token);
    }

    /// <summary>The address given is asked first.</summary>
    private static async Task<GatewayUnderTest> StartAsync(string? firstAddress)
    {
        var gateway = await GatewayUnderTest.StartAsync([
            (Sessions + "LoadBalancingPolicy", "FirstAlphabetical"),
            (Sessions + "HealthCheck:Active:Enabled", "false"),
            .. firstAddress is null ? [] : new[] { (Sessions + "Destinations:a:Address", firstAddress) },
        ]);
        gateway.Services.Watching = (stream, _) => stream.WriteAsync(new WatchActiveSessionResponse { EventId = "good" });
        return gateway;
    }
}
