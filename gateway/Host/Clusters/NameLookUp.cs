using System.Net;

namespace FocusSuite.Gateway.Clusters;

/// <summary>The addresses of a name.</summary>
internal interface INameLookUp
{
    /// <summary>Finds them.</summary>
    /// <param name="host">The name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name, or nobody to ask.</exception>
    Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken);
}

/// <summary>By the machine's own resolver.</summary>
internal sealed class SystemNameLookUp : INameLookUp
{
    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
}
