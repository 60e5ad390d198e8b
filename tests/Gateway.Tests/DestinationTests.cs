using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace FocusSuite.Gateway.Tests;

/// <summary>Several destinations of one cluster. The first one is always asked first.</summary>
public sealed class DestinationTests
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private const string Live = "/api/v1/focus/sessions/live/";
    private const string Pause = "/api/v1/focus/sessions/pause/";
    private const string Sessions = "ReverseProxy:Clusters:sessions:";

    // As every cluster is that says nothing of it.
    private static readonly (string, string)[] Watched =
        [(Sessions + "HealthCheck:Passive:Enabled", "true"), (Sessions + "HealthCheck:AvailableDestinationsPolicy", "HealthyOrPanic")];

    [Fact]
    public async Task Destination_ThatCannotBeReached_IsPassedOverByEveryCall()
    {
        await using var gateway = await StartAsync("http://127.0.0.1:1");

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.PostAsync(Pause, "{}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Destination_ThatIsUnavailable_IsPassedOverByRepeatableCallsOnly()
    {
        await using var bad = new FakeServices();
        await bad.StartAsync();
        var calls = 0;
        bad.Handler = (_, _) =>
        {
            calls++;
            throw new RpcException(new Status(StatusCode.Unavailable, "stopping"));
        };
        await using var gateway = await StartAsync(bad.Address);

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.PostAsync(Pause, "{}", ("Idempotency-Key", "k"))).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.PostAsync(Pause, "{}")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        calls.ShouldBe(3);
    }

    [Fact]
    public async Task Destination_ThatIsSlow_IsPassedOverByRepeatableCalls()
    {
        await using var slow = new FakeServices();
        await slow.StartAsync();
        slow.Handler = async (_, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
            return new GetActiveSessionResponse();
        };
        await using var gateway = await StartAsync(slow.Address, ("Gateway:TrySeconds", "0.2"));

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Destination_LooksUnhealthyButIsBack_IsAskedWhenTheHealthyOnesCannotBeReached()
    {
        await using var gateway = await StartAsync("http://127.0.0.1:1", Watched);
        await LookUnhealthyAsync(gateway, "one");

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK);
        (await gateway.PostAsync(Pause, "{}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Destination_LooksUnhealthy_IsNotAskedWhenAHealthyOneRefuses()
    {
        await using var bad = new FakeServices();
        await bad.StartAsync();
        bad.Handler = (_, _) => throw new RpcException(new Status(StatusCode.Unavailable, "drowning"));
        await using var gateway = await StartAsync(bad.Address, Watched);
        await LookUnhealthyAsync(gateway, "one");

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Error_OfTheCallItself_IsNotTriedAgain()
    {
        await using var first = new FakeServices();
        await first.StartAsync();
        first.Handler = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "none"));
        await using var gateway = await StartAsync(first.Address);

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    // Whether .NET notices the reset while it connects, or later, is a matter of microseconds: it says so in two ways.
    [Theory]
    [InlineData(Active)]
    [InlineData(Live)]
    public async Task Destination_HangsUpWhileItIsConnectedTo_IsUnavailable(string path)
    {
        using var rude = new RudeListener();
        await using var gateway = await StartAsync(rude.Address, (Sessions + "Destinations:one:Address", rude.Address));

        for (var call = 0; call < 300; call++)
        {
            (await gateway.GetAsync(path)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
    }

    [Fact]
    public async Task Destinations_AllFailing_AreNotAskedMoreOftenForLong()
    {
        const int Requests = 200;
        const int Budget = 50;
        await using var bad = new FakeServices();
        await bad.StartAsync();
        var calls = 0;
        bad.Handler = (_, _) =>
        {
            Interlocked.Increment(ref calls);
            throw new RpcException(new Status(StatusCode.Unavailable, "drowning"));
        };
        await using var gateway = await StartAsync(bad.Address, (Sessions + "Destinations:one:Address", bad.Address));

        for (var request = 0; request < Requests; request++)
        {
            (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        calls.ShouldBeInRange(Requests + 1, Requests + Budget);
    }

    // For longer than the test lasts, and as a failed call would.
    private static async Task LookUnhealthyAsync(GatewayUnderTest gateway, string destination)
    {
        gateway.Host.GetRequiredService<IProxyStateLookup>().TryGetCluster("sessions", out var cluster).ShouldBeTrue();
        var state = cluster!.Destinations[destination];
        gateway.Host.GetRequiredService<IDestinationHealthUpdater>()
            .SetPassive(cluster, state, DestinationHealth.Unhealthy, TimeSpan.FromMinutes(10));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (cluster.DestinationsState.AvailableDestinations.Contains(state))
        {
            await Task.Delay(10, bound.Token);
        }
    }

    private static async Task<GatewayUnderTest> StartAsync(string? firstAddress, params (string Key, string Value)[] settings)
    {
        var gateway = await GatewayUnderTest.StartAsync([
            (Sessions + "LoadBalancingPolicy", "FirstAlphabetical"),
            (Sessions + "HealthCheck:Active:Enabled", "false"),
            .. firstAddress is null ? [] : new[] { (Sessions + "Destinations:a:Address", firstAddress) },
            .. settings,
        ]);
        gateway.Services.Handler = (request, _) => Task.FromResult<object>(request is PauseSessionRequest
            ? new PauseSessionResponse() : new GetActiveSessionResponse());
        return gateway;
    }
}
