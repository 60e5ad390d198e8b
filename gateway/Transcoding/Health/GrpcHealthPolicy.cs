using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace GrpcTranscoding.Health;

/// <summary>
/// An active health check by gRPC's health protocol: one bad answer takes a destination out, one good answer brings it back.
/// </summary>
internal sealed class GrpcHealthPolicy(IDestinationHealthUpdater updater) : IActiveHealthCheckPolicy
{
    public string Name => GrpcHealth.PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        ArgumentNullException.ThrowIfNull(probingResults);
        updater.SetActive(cluster, [.. probingResults.Select(r => new NewActiveDestinationHealth(r.Destination, HealthOf(r.Response)))]);
    }

    private static DestinationHealth HealthOf(HttpResponseMessage? response)
    {
        if (response is null)
        {
            return DestinationHealth.Unhealthy;
        }

        try
        {
            // YARP asks for an answer at once. The few bytes have come with the headers.
            Span<byte> body = stackalloc byte[64];
            using var stream = response.Content.ReadAsStream();
            var length = stream.ReadAtLeast(body, body.Length, throwOnEndOfStream: false);
            return GrpcHealth.IsServing(response, body[..length]) ? DestinationHealth.Healthy : DestinationHealth.Unhealthy;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return DestinationHealth.Unhealthy;
        }
    }
}
