using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// Finds loopback ports that nobody uses. They lie below the range from which the system takes ports for outgoing connections, so that
/// a part that is stopped for a while finds its port still free when it comes back.
/// </summary>
internal static class FreePorts
{
    private const int First = 15_000;
    private const int Last = 32_000;
    private const int Attempts = 2_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Take()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && Given.TryAdd(port, true))
                return port;
        }

        throw new SetupException($"No free port was found between {First} and {Last}. End something that listens there.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Two sockets may be bound to one port, but only one of them may listen.
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
