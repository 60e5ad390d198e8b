using System.Net.Sockets;

namespace GrpcTranscoding.Proxying;

/// <summary>What an HTTP client throws when a destination is away or leaves.</summary>
internal static class DestinationFaults
{
    /// <summary>Whether a call failed for its destination's sake.</summary>
    public static bool Is(Exception e) => e is HttpRequestException or IOException || IsHungUp(e);

    /// <summary>What is wrong with an answer that HTTP itself forbids, such as a line break in a header; null where the answer is not to blame.</summary>
    public static string? UnusableAnswer(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded,
    } invalid
        ? $"it is no valid HTTP ({invalid.HttpRequestError})"
        : null;

    /// <summary>Whether a call failed before anything of it was sent.</summary>
    public static bool IsNoConnection(Exception e) => IsHungUp(e) || e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    // Where a connection is reset in the moment in which it is made, .NET asks its socket for the peer's address and lets the socket's own exception
    // through (HttpConnectionPool.ConnectAsync, .NET 10). All others of the kind are wrapped.
    private static bool IsHungUp(Exception e) => e is SocketException;
}
