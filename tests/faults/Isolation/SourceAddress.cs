using System.Net;
using System.Net.Sockets;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>
/// Connections from one of the machine's own addresses, all of which are 127.x.y.z: so that somebody else has another address.
/// </summary>
public static class SourceAddress
{
    /// <summary>From where those come who have nothing to do with it.</summary>
    public const string Others = "127.0.77.1";

    /// <summary>From where the pressure comes, unless it comes from many.</summary>
    public const string Pressing = "127.0.66.1";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>One of many addresses.</summary>
    public static string Number(int number) => new IPAddress([127, 0, (byte)(100 + (number / 200)), (byte)(1 + (number % 200))]).ToString();

    /// <summary>A connection to a port of this machine.</summary>
    public static async Task<Socket> ConnectAsync(string from, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A client of the gateway.</summary>
    public static HttpClient Client(string from, Uri gateway) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = async (context, cancellationToken) =>
            new NetworkStream(await ConnectAsync(from, context.DnsEndPoint.Port, cancellationToken), ownsSocket: true),
    })
    {
        BaseAddress = gateway,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
