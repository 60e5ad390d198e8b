using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// The time that a JSON client gives a call, in the header that gRPC has for it. A client that no longer waits for an answer must not hold
/// a service up. Less than a millisecond is no time in which anything could be answered, and refused like what is no time at all.
/// </summary>
internal static class ClientTimeout
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads the header.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timeout">What it says; without an end when it is not there.</param>
    /// <returns>False when it cannot be understood, or not be met.</returns>
    public static bool TryRead(HttpRequest request, out TimeSpan timeout)
    {
        timeout = Timeout.InfiniteTimeSpan;

        // Two of them are joined by a comma, which is none of the letters.
        return !request.Headers.TryGetValue(GrpcTimeout.Header, out var values)
            || (GrpcTimeout.TryParse(values.ToString(), out timeout) && (timeout == Timeout.InfiniteTimeSpan || timeout >= Shortest));
    }
}
