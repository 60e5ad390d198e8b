using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// gRPC needs HTTP/2, also without TLS, and a client's headers may hold any character: what a cluster's configuration leaves open is set
/// so.
/// </summary>
internal sealed class ClusterDefaults : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var request = cluster.HttpRequest ?? ForwarderRequestConfig.Empty;
        var client = cluster.HttpClient ?? HttpClientConfig.Empty;
        return ValueTask.FromResult(cluster with
        {
            HttpRequest = request with
            {
                Version = request.Version ?? HttpVersion.Version20,
                VersionPolicy = request.VersionPolicy ?? HttpVersionPolicy.RequestVersionExact,
            },

            // As the server has read them. Left to itself, the client throws on what is not ASCII, which would look as if the service were
            // away.
            HttpClient = client with { RequestHeaderEncoding = client.RequestHeaderEncoding ?? "utf-8" },
        });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        ValueTask.FromResult(route);
}
