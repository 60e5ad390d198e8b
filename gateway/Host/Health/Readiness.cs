using System.Net.Http.Headers;
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
        return clusters.Select((c, i) => (c.ClusterId, State: states[i])).OrderBy(c => c.ClusterId, StringComparer.Ordinal).ToDictionary(c => c.ClusterId, c => c.State);
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
            // An empty request asks for the server as a whole.
            using var request = new HttpRequestMessage(HttpMethod.Post, address.TrimEnd('/') + "/grpc.health.v1.Health/Check")
            {
                Version = System.Net.HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(new byte[5]),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
            request.Headers.TE.ParseAdd("trailers");
            using var response = await client.SendAsync(request, timer.Token);
            var body = await response.Content.ReadAsByteArrayAsync(timer.Token);
            // SERVING is field 1 with the value 1. A server that answers without that service is up, too.
            return body.AsSpan().EndsWith((ReadOnlySpan<byte>)[0x08, 0x01]) || IsUnimplemented(response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsUnimplemented(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("grpc-status", out var status) && status.ToString() == "12";
}
