using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Health;

/// <summary>Makes the probes of clusters that are checked by gRPC's health protocol, and leaves all others to YARP.</summary>
internal sealed class GrpcProbingRequestFactory(IProbingRequestFactory plain) : IProbingRequestFactory
{
    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(destination);
        return cluster.Config.HealthCheck?.Active?.Policy == GrpcHealth.PolicyName
            ? GrpcHealth.CreateRequest(destination.Config.Health ?? destination.Config.Address)
            : plain.CreateRequest(cluster, destination);
    }
}
