using System.Net.Sockets;
using GrpcTranscoding.Health;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace FocusSuite.Gateway.Health;

/// <summary>Asks each cluster's destinations by gRPC's health protocol. One that serves is enough for its cluster.</summary>
internal sealed class Readiness(IProxyStateLookup proxy)
{
    public const string Reachable = "healthy";
    private const string Unreachable = "unhealthy";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(CancellationToken cancellation)
    {
        var clusters = proxy.GetClusters().ToArray();
        var states = await Task.WhenAll(clusters.Select(c => CheckAsync(c, cancellation)));
        return clusters.Select((c, i) => (c.ClusterId, State: states[i])).OrderBy(c => c.ClusterId, StringComparer.Ordinal)
            .ToDictionary(c => c.ClusterId, c => c.State);
    }

    private static async Task<string> CheckAsync(ClusterState cluster, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(cluster.Destinations.Values.Select(d => ServesAsync(cluster.Model.HttpClient, d.Model.Config.Address, cancellation)));
        return answers.Contains(true) ? Reachable : Unreachable;
    }

    private static async Task<bool> ServesAsync(HttpMessageInvoker client, string address, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(Patience);
        try
        {
            using var request = GrpcHealth.CreateRequest(address);
            using var response = await client.SendAsync(request, timer.Token);
            return GrpcHealth.IsServing(response, await response.Content.ReadAsByteArrayAsync(timer.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
