using System.Net.Sockets;
using FocusSuite.Domain;
using GrpcTranscoding.Health;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace FocusSuite.Gateway.Health;

/// <summary>
/// Asks each cluster's destinations by gRPC's health protocol. One that serves is enough for its cluster. However many ask, the services
/// are asked once a second: anybody may ask, and nobody's question is counted.
/// </summary>
internal sealed class Readiness(IProxyStateLookup proxy, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    public const string Reachable = "healthy";
    private const string Unreachable = "unhealthy";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<IReadOnlyDictionary<string, string>>? _last;
    private long _asked;

    public Task<IReadOnlyDictionary<string, string>> CheckAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_last is null || time.GetElapsedTime(_asked) >= MaxAge)
            {
                // Not ended by the one who asks: others wait for the same answer.
                (_last, _asked) = (CheckAsync(), time.GetTimestamp());
            }

            return _last.WaitAsync(cancellation);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> CheckAsync()
    {
        var clusters = proxy.GetClusters().ToArray();
        var states = await Task.WhenAll(clusters.Select(CheckAsync));
        return clusters.Select((c, i) => (c.ClusterId, State: states[i])).OrderBy(c => c.ClusterId, StringComparer.Ordinal)
            .ToDictionary(c => c.ClusterId, c => c.State);
    }

    private static async Task<string> CheckAsync(ClusterState cluster)
    {
        var answers = await Task.WhenAll(
            cluster.Destinations.Values.Select(d => ServesAsync(cluster.Model.HttpClient, d.Model.Config.Address)));
        return answers.Contains(true) ? Reachable : Unreachable;
    }

    private static async Task<bool> ServesAsync(HttpMessageInvoker client, string address)
    {
        using var timer = new CancellationTokenSource(Timeout);
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
