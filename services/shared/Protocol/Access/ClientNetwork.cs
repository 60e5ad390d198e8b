using System.Net;
using System.Net.Sockets;

namespace FocusSuite.Protocol.Access;

/// <summary>What counts as one client where callers are counted by their address.</summary>
public static class ClientNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>
    /// An IPv4 address as it is, and an IPv6 address as its /64: whoever has one of it has the other 2^64 of its network as well (RFC 4291,
    /// 2.5.4).
    /// </summary>
    /// <param name="address">The client's address; one that is mapped to IPv6 is taken for the IPv4 address that it is.</param>
    /// <returns>E.g. <c>192.0.2.1</c> or <c>2001:db8:1:2::/64</c>.</returns>
    public static string Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{new IPAddress([.. address.GetAddressBytes().AsSpan(0, NetworkBytes), .. new byte[NetworkBytes]])}/64"
            : address.ToString();
    }
}
