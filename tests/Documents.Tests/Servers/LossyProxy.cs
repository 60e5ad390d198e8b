using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FocusSuite.Documents.Tests.Servers;

/// <summary>
/// Passes bytes between a client and a server until it is armed: then it lets the next request that holds the marker through, waits for the
/// server's answer, and closes the connection instead of passing it on. So the server has done the work and the client does not know.
/// </summary>
public sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _server;
    private readonly Task _accepting;
    private byte[]? _marker;

    public LossyProxy(EndPoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Answers that were lost.</summary>
    public int Lost { get; private set; }

    public void LoseAnswerTo(string marker) => Volatile.Write(ref _marker, Encoding.UTF8.GetBytes(marker));

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
            {
                links.Add(LinkAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (
            e is OperationCanceledException or SocketException || (e is InvalidOperationException && _stop.IsCancellationRequested))
        {
            // A listener that was stopped before it was asked again says that it does not listen.
            await Task.WhenAll(links);
        }
    }

    private async Task LinkAsync(Socket accepted)
    {
        using var client = accepted;
        var family = _server.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork;
        using var server = new Socket(family, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await server.ConnectAsync(_server, _stop.Token);
            var losing = new StrongBox();
            await Task.WhenAny(UpAsync(client, server, losing), DownAsync(server, client, losing));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The link ends with either of its ends.
        }
    }

    private async Task UpAsync(Socket client, Socket server, StrongBox losing)
    {
        var buffer = new byte[1 << 16];
        for (int count; (count = await client.ReceiveAsync(buffer, _stop.Token)) > 0;)
        {
            if (Volatile.Read(ref _marker) is { } marker && buffer.AsSpan(0, count).IndexOf(marker) >= 0)
            {
                Volatile.Write(ref _marker, null);
                losing.Value = true;
            }

            await server.SendAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private async Task DownAsync(Socket server, Socket client, StrongBox losing)
    {
        var buffer = new byte[1 << 16];
        for (int count; (count = await server.ReceiveAsync(buffer, _stop.Token)) > 0;)
        {
            if (losing.Value)
            {
                Lost++;
                return;
            }

            await client.SendAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }
}
