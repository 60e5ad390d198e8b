using System.Data.Common;
using System.Net.Sockets;
using Grpc.Core;

namespace FocusSuite.Messaging.Consuming;

/// <summary>Marks an exception of the suite that passes by itself: the same work may succeed when it is tried again.</summary>
public interface ITransientFault;

/// <summary>
/// Marks that others changed the same thing at each of several tries. A caller is told so and may try again; nothing is away. For a
/// consumer it passes.
/// </summary>
public interface ILostRace : ITransientFault;

/// <summary>Tells faults of the surroundings, which pass, from faults of a message or of the code, which do not.</summary>
public static class TransientFaults
{
    // PostgreSQL's word for a write to a standby, at which a failover left the connection; drivers do not count it as passing.
    private const string ReadOnlyTransaction = "25006";

    /// <summary>Whether the fault, or what it wraps, passes by itself.</summary>
    /// <param name="exception">The fault.</param>
    /// <returns>True for lost connections, timeouts, unavailable peers and lost races.</returns>
    public static bool Is(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is ITransientFault or TimeoutException or SocketException or DbException { IsTransient: true }
                or DbException { SqlState: ReadOnlyTransaction }
                // No answer came, or half of one. A gRPC client calls it INTERNAL when the peer dies while it is connected to or while it
                // answers.
                || current is HttpRequestException { StatusCode: null } or IOException
                || current is RpcException
                {
                    StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded
                    or StatusCode.Aborted or StatusCode.ResourceExhausted
                })
            {
                return true;
            }
        }

        return false;
    }
}
