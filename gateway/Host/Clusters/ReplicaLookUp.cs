using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace FocusSuite.Gateway.Clusters;

/// <summary>
/// With <c>Gateway:LookUpSeconds</c> makes a destination of every address that a destination's name has. YARP's own resolver does the same,
/// but fails when a name has no address: the gateway would not start before every service has, and a service without a replica would be an
/// error of the configuration. Here such a name keeps the addresses it had last, whose health decides, or stays as it is written, which a
/// call answers with 503.
/// </summary>
internal sealed class ReplicaLookUp(IOptions<GatewayOptions> options, INameLookUp names) : IDestinationResolver
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(options.Value.LookUpSeconds);
    private readonly ConcurrentDictionary<string, IPAddress[]> _last = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        if (_period == TimeSpan.Zero)
        {
            return new ResolvedDestinationCollection(destinations, changeToken: null);
        }

        var found = await Task.WhenAll(
            destinations.Select(destination => FindAsync(destination.Key, destination.Value, cancellationToken)));
        var again = new CancellationChangeToken(new CancellationTokenSource(_period).Token);
        return new ResolvedDestinationCollection(
            found.SelectMany(replicas => replicas).ToDictionary(StringComparer.OrdinalIgnoreCase), again);
    }

    private async Task<IEnumerable<KeyValuePair<string, DestinationConfig>>> FindAsync(
        string id, DestinationConfig destination, CancellationToken cancellationToken)
    {
        var uri = new Uri(destination.Address);
        if (uri.HostNameType != UriHostNameType.Dns
            || await AddressesOfAsync(uri.DnsSafeHost, cancellationToken) is not { Length: > 0 } addresses)
        {
            return [new(id, destination)];
        }

        // The name of a replica is its address, so that what is known of its health outlives the next look.
        return addresses.Select(address => new KeyValuePair<string, DestinationConfig>(
            $"{id}[{address}]",
            destination with
            {
                Address = new UriBuilder(uri) { Host = address.ToString() }.Uri.ToString(),
                Host = destination.Host ?? uri.Authority
            }));
    }

    private async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await names.FindAsync(host, cancellationToken);
            if (addresses.Length > 0)
            {
                _last[host] = addresses;
            }
        }
        catch (SocketException)
        {
            // No such name now: no replica is ready, or the name server is away.
        }

        return _last.GetValueOrDefault(host, []);
    }
}
