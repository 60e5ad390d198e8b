using GrpcTranscoding.Health;
using Yarp.ReverseProxy.Configuration;

namespace FocusSuite.Gateway.Clusters;

/// <summary>
/// Health checks for every cluster whose configuration has none: actively by gRPC's health protocol, passively by failed connections. Where
/// no destination looks healthy all are tried: a service that has just come back is used at once, and one that is down is told as such by
/// the call itself.
/// </summary>
internal sealed class ClusterHealth : IProxyConfigFilter
{
    private static readonly HealthCheckConfig Default = new()
    {
        AvailableDestinationsPolicy = "HealthyOrPanic",
        Active = new ActiveHealthCheckConfig
        {
            Enabled = true,
            Policy = GrpcHealth.PolicyName,
            Interval = TimeSpan.FromSeconds(5),
            Timeout = TimeSpan.FromSeconds(2),
        },
        Passive = new PassiveHealthCheckConfig
        {
            Enabled = true,
            Policy = "TransportFailureRate",
            ReactivationPeriod = TimeSpan.FromSeconds(5),
        },
    };

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        ValueTask.FromResult(cluster.HealthCheck is null ? cluster with { HealthCheck = Default } : cluster);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        ValueTask.FromResult(route);
}
