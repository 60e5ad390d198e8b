using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FocusSuite.Faults.Tests.Proxies;

/// <summary>A link between two parts, over loopback TCP, that a test can hurt and heal while it is in use.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    // Below the ports that the system gives to outgoing connections and beside those that the apphost gives to parts, so that a link that
    // refuses for a while finds its port free when it listens again.
    private const int FirstPort = 10_000;
    private const int LastPort = 14_999;

    private readonly ConcurrentDictionary<Connection, Task> _connections = new();
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _target;
    private Socket? _listener;
    private volatile LinkFault _fault = LinkFault.None;

    public FaultProxy(string name, int target)
    {
        Name = name;
        _target = new IPEndPoint(IPAddress.Loopback, target);
        while (!TryListen(Random.Shared.Next(FirstPort, LastPort)))
        {
        }
    }

    /// <summary>Who uses it to reach whom.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    public LinkFault Fault => _fault;

    /// <summary>Hurts the link from now on.</summary>
    public void Hurt(LinkFault fault)
    {
        _fault = fault;
        switch (fault.Kind)
        {
            case LinkFaultKind.Cut:
                EndAll(connection => connection.End());
                break;
            case LinkFaultKind.Reset:
                EndAll(connection => connection.Reset());
                break;
            case LinkFaultKind.Refuse:
                _listener?.Dispose();
                _listener = null;
                EndAll(connection => connection.Reset());
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// Loses the connections there are without telling anybody, as a firewall does that forgets them: they stay open and nothing passes on
    /// them any more. New ones are as they should be.
    /// </summary>
    public void Forget() => EndAll(connection => connection.Forget());

    /// <summary>Lets everything through again. Connections that lost something are reset: nobody could make sense of the rest.</summary>
    public void Heal()
    {
        _fault = LinkFault.None;
        // What a connection notes as lost before it sees the line above is seen here; see Connection.
        Interlocked.MemoryBarrier();
        foreach (var connection in _connections.Keys.Where(connection => connection.IsTorn))
        {
            connection.Reset();
        }

        while (_listener is null && !TryListen(Port))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener?.Dispose();
        EndAll(connection => connection.End());
        await Task.WhenAll(_connections.Values);
        _end.Dispose();
    }

    private bool TryListen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen();
        }
        catch (SocketException)
        {
            listener.Dispose();
            return false;
        }

        (_listener, Port) = (listener, port);
        _ = AcceptAsync(listener);
        return true;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The link refuses, or the laboratory has ended.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        if (_fault.Kind is LinkFaultKind.Cut or LinkFaultKind.Reset)
        {
            Turn(client, away: _fault.Kind == LinkFaultKind.Reset);
            return;
        }

        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_target, _end.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            server.Dispose();
            Connection.Reset(client);
            return;
        }

        var connection = new Connection(client, server, () => _fault);
        var running = connection.RunAsync(_end.Token);
        _connections[connection] = running;
        await running;
        _connections.TryRemove(connection, out _);
    }

    private static void Turn(Socket client, bool away)
    {
        if (away)
        {
            Connection.Reset(client);
        }
        else
        {
            client.Dispose();
        }
    }

    private void EndAll(Action<Connection> end)
    {
        foreach (var connection in _connections.Keys)
        {
            end(connection);
        }
    }
}
