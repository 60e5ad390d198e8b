using FocusSuite.AppHost.Dashboard.Protos;
using FocusSuite.AppHost.Dashboard.Resources;
using FocusSuite.AppHost.Topology;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.WholeSystem;

/// <summary>What the dashboard is told of a running system, and what it can do with it.</summary>
public sealed class ResourceServiceTests
{
    private const string Key = "a key for this test";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task ResourceService_OfARunningSystem_ShowsAndCommandsItsParts()
    {
        using var bound = new CancellationTokenSource(Bound);
        await using var system = await FocusSystem.StartAsync(new FocusSystemOptions { Replicas = new Dictionary<string, int> { [PartNames.Sessions] = 2 } }, bound.Token);
        await using var server = await ResourceServer.StartAsync(system, Key, bound.Token);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var dashboard = new DashboardService.DashboardServiceClient(channel);
        var stranger = await Should.ThrowAsync<RpcException>(
            async () => await dashboard.ExecuteResourceCommandAsync(Command("catalog-1", "stop"), Header("wrong"), cancellationToken: bound.Token));
        stranger.StatusCode.ShouldBe(StatusCode.Unauthenticated);

        using var watch = dashboard.WatchResources(new WatchResourcesRequest(), Header(Key), cancellationToken: bound.Token);
        (await watch.ResponseStream.MoveNext(bound.Token)).ShouldBeTrue();
        var resources = watch.ResponseStream.Current.InitialData.Resources;
        resources.Select(r => r.Name).ShouldBe(
            ["postgres", "rabbitmq", "identity-1", "catalog-1", "enrollment-1", "sessions-1", "sessions-2", "progress-1", "gateway-1"], ignoreOrder: true);
        resources.ShouldAllBe(r => r.State == "Running" && r.HealthReports.Single().Status == HealthStatus.Healthy && r.Urls.Count > 0);
        var secrets = resources.SelectMany(r => r.Environment).Where(v => v.Name.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList();
        secrets.ShouldNotBeEmpty();
        secrets.ShouldAllBe(v => v.Value == "********");

        using var logs = dashboard.WatchResourceConsoleLogs(new() { ResourceName = "sessions-2" }, Header(Key), cancellationToken: bound.Token);
        (await logs.ResponseStream.MoveNext(bound.Token)).ShouldBeTrue();
        logs.ResponseStream.Current.LogLines[0].LineNumber.ShouldBe(1);

        (await dashboard.ExecuteResourceCommandAsync(Command("catalog-1", "stop"), Header(Key), cancellationToken: bound.Token)).Kind
            .ShouldBe(ResourceCommandResponseKind.Succeeded);
        await SeesAsync(watch, "catalog-1", "Exited", bound.Token);
        (await dashboard.ExecuteResourceCommandAsync(Command("catalog-1", "start"), Header(Key), cancellationToken: bound.Token)).Kind
            .ShouldBe(ResourceCommandResponseKind.Succeeded);
        await SeesAsync(watch, "catalog-1", "Running", bound.Token);
        (await dashboard.ExecuteResourceCommandAsync(Command("nobody", "stop"), Header(Key), cancellationToken: bound.Token)).Kind
            .ShouldBe(ResourceCommandResponseKind.Failed);
    }

    private static async Task SeesAsync(AsyncServerStreamingCall<WatchResourcesUpdate> watch, string name, string state, CancellationToken ct)
    {
        while (await watch.ResponseStream.MoveNext(ct))
        {
            if (watch.ResponseStream.Current.Changes.Value.Any(change => change.Upsert.Name == name && change.Upsert.State == state))
                return;
        }

        throw new InvalidOperationException($"The watch ended before {name} was {state}.");
    }

    private static ResourceCommandRequest Command(string resource, string command) => new() { ResourceName = resource, CommandName = command };

    private static Metadata Header(string key) => new() { { "x-resource-service-api-key", key } };
}
