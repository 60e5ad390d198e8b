using System.Net;
using System.Net.Sockets;

namespace FocusSuite.Gateway.Tests.Support;

/// <summary>Resets each connection as soon as it is there, as a proxy does in front of a process that died.</summary>
public sealed class RudeListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RudeListener()
    {
        _listener.Start();
        _ = HangUpAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public void Dispose() => _listener.Dispose();

    private async Task HangUpAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptSocketAsync();
                // No time to linger: what is left is not sent, and the peer is told so by a reset.
                connection.LingerState = new LingerOption(true, 0);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
