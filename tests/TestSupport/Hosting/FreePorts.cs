using System.Net;
using System.Net.Sockets;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>Ports for servers that have to know their own address before they listen.</summary>
public static class FreePorts
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
