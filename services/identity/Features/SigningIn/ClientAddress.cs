using System.Net;
using FocusSuite.Protocol.Access;
using Grpc.Core;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>From where an attempt to sign in comes.</summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "x-forwarded-for";

    /// <summary>The address that counts for a call.</summary>
    public static string Of(ServerCallContext context) =>
        Of(context.RequestHeaders.GetAll(ForwardedFor).LastOrDefault()?.Value, context.GetHttpContext().Connection.RemoteIpAddress);

    /// <summary>
    /// The last hop that the gateway saw: what stands before it was written by the client itself. The peer's own address where no gateway
    /// was.
    /// </summary>
    public static string Of(string? forwardedFor, IPAddress? peer)
    {
        var lastHop = forwardedFor?.Split(',')[^1].Trim();
        var address = lastHop is not null && TryParse(lastHop, out var parsed) ? parsed : peer;
        return address is null ? "unknown" : ClientNetwork.Of(address);
    }

    // Proxies may add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
    private static bool TryParse(string text, out IPAddress? address)
    {
        var parsed = IPEndPoint.TryParse(text, out var endPoint);
        address = endPoint?.Address;
        return parsed;
    }
}
