using FocusSuite.Messaging.Broker;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Messaging;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Health;

/// <summary>What the two questions of an orchestrator are answered: may it have calls, does it have to be restarted.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task Health_ADependencyIsAway_IsNotReadyButLive()
    {
        await using var host = await SampleHost.StartAsync(services =>
            services.AddLogging(logging => logging.AddFakeLogging()).AddHealthChecks()
                .AddCheck("database", () => HealthCheckResult.Unhealthy()));
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        (await health.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await health.CheckAsync(new HealthCheckRequest { Service = FocusService.Live }))
            .Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
        host.Services.GetFakeLogCollector().Errors.ShouldBeEmpty("each look of each probe would say it again");
    }

    [Fact]
    public async Task Health_TheKeysCannotBeRead_IsLiveButNotReadyUntilTheyAre()
    {
        await using var host = await SampleHost.StartAsync(authority => authority.IsDown = true);
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        (await health.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await health.CheckAsync(new HealthCheckRequest { Service = FocusService.Live }))
            .Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);

        host.Authority.IsDown = false;
        await host.WaitUntilReadyAsync();
        host.Authority.IsDown = true;

        var calls = new SubscriptionService.SubscriptionServiceClient(host.Channel);
        await calls.GetMySubscriptionAsync(
            new GetMySubscriptionRequest(), new Metadata { { "authorization", $"Bearer {host.Authority.CreateToken(7)}" } });
        host.Seen!.UserId.ShouldBe(7);
    }

    [Fact]
    public async Task Health_TheBrokerIsOnItsWay_IsLiveButNotReadyUntilItIsThere()
    {
        var broker = new FakeBroker { IsConnected = false };
        await using var host = await SampleHost.StartAsync(services => services.AddSingleton<IBroker>(broker));
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        // What else there is to warm up takes a moment.
        await host.WaitUntilOnlyMissingAsync("broker");
        (await health.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        (await health.CheckAsync(new HealthCheckRequest { Service = FocusService.Live }))
            .Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);

        broker.IsConnected = true;
        await host.WaitUntilReadyAsync();
        broker.IsConnected = false;

        // It is away for all replicas then, and nobody has to stop sending calls here.
        (await health.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task Health_NothingIsAway_IsReadyAndLive()
    {
        await using var host = await SampleHost.StartAsync();
        await host.WaitUntilReadyAsync();
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        (await health.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
        (await health.CheckAsync(new HealthCheckRequest { Service = FocusService.Live }))
            .Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }
}
