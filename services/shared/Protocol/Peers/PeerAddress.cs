using Grpc.Net.Client.Balancer;

namespace FocusSuite.Protocol.Peers;

/// <summary>
/// Where a peer is: <c>http://host:port</c> for one address; several of them, joined by commas; or <c>dns:///host:port</c> for every
/// address that the name has now, as that of a headless service in Kubernetes. With several, calls go round all that can be reached: over
/// HTTP/2 a balancer between the two would see one connection and send every call to the same replica.
/// </summary>
internal static class PeerAddress
{
    private const string List = "static";
    private const string Name = "dns";

    /// <summary>Reads a setting.</summary>
    /// <param name="key">The setting's key, for what is wrong with it.</param>
    /// <param name="text">Its value.</param>
    /// <returns>The address as a gRPC client takes it; a list becomes <c>static:///host:port,host:port</c>.</returns>
    /// <exception cref="InvalidOperationException">It is none of the three forms.</exception>
    public static Uri Parse(string key, string text)
    {
        var addresses = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Uri.TryCreate(part, UriKind.Absolute, out var uri) ? uri : null).ToArray();
        return addresses switch
        {
            [{ Scheme: Name, AbsolutePath.Length: > 1 } name] => name,
            [{ Scheme: "http" or "https" } one] => one,
            [_, _, ..] when addresses.All(address => address is { Scheme: "http" }) =>
                new Uri($"{List}:///{string.Join(',', addresses.Select(address => address!.Authority))}"),
            _ => throw new InvalidOperationException(
                $"{key} is '{text}': set it to http://host:port, to several of them joined by commas, or to dns:///host:port for all "
                + $"addresses of a name."),
        };
    }

    /// <summary>Whether there may be more than one address, which the client then chooses from.</summary>
    public static bool IsBalanced(Uri address) => address.Scheme is List or Name;

    /// <summary>The addresses of a list.</summary>
    public static IEnumerable<BalancerAddress> Listed(Uri list) =>
        list.AbsolutePath.TrimStart('/').Split(',').Select(authority => new Uri("http://" + authority))
            .Select(one => new BalancerAddress(one.Host, one.Port));
}
