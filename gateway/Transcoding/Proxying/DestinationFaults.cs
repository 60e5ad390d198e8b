using System.Net.Sockets;

namespace GrpcTranscoding.Proxying;

/// <summary>What an HTTP client throws when a destination is away or leaves.</summary>
internal static class DestinationFaults
{
    /// <summary>Whether a call failed for its destination's sake.</summary>
    public static bool Is(Exception e) => e is HttpRequestException or IOException || IsHungUp(e);

    /// <summary>
    /// What is wrong with an answer that HTTP cannot take in, its headers being too long; null where the answer is not to blame.
    /// </summary>
    /// <remarks>Not <see cref="HttpRequestError.InvalidResponse"/>: .NET says the same of a destination that hangs up while it is connected
    /// to.</remarks>
    public static string? UnusableAnswer(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } ? "its headers are too long" : null;

    /// <summary>Whether a call failed before anything of it was sent.</summary>
    public static bool IsNoConnection(Exception e) => IsHungUp(e) || e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError,
    };

    // Where a connection is reset in the moment in which it is made, .NET asks its socket for the peer's address and lets the socket's own
    // exception through (HttpConnectionPool.ConnectAsync, .NET 10). All others of the kind are wrapped.
    private static bool IsHungUp(Exception e) => e is SocketException;
}
