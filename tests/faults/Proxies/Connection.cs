using System.Net.Sockets;

namespace FocusSuite.Faults.Tests.Proxies;

/// <summary>
/// One connection through a proxy: two sockets, and a pump each way that asks for the link's fault before it passes anything on.
/// </summary>
internal sealed class Connection(Socket client, Socket server, Func<LinkFault> fault)
{
    private const int ChunkSize = 16 * 1024;

    private volatile bool _isForgotten;

    /// <summary>Whether something that was sent never arrived: the streams are of no use any more.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Passes bytes on until either end is done.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await Task.WhenAny(PumpAsync(client, server, ct), PumpAsync(server, client, ct));
        End();
    }

    /// <summary>Ends it in order.</summary>
    public void End()
    {
        client.Dispose();
        server.Dispose();
    }

    /// <summary>Passes nothing on any more, and tells nobody.</summary>
    public void Forget() => _isForgotten = true;

    /// <summary>Resets both ends.</summary>
    public void Reset()
    {
        Reset(client);
        Reset(server);
    }

    /// <summary>Closes a socket with RST: no lingering, what is unsent is dropped.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken ct)
    {
        var buffer = new byte[ChunkSize];
        try
        {
            for (int count; (count = await from.ReceiveAsync(buffer, ct)) > 0;)
            {
                await PassAsync(to, buffer.AsMemory(0, count), ct);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other pump, the link or the laboratory ended it.
        }
    }

    private async Task PassAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        switch (fault())
        {
            case var _ when _isForgotten:
                return;
            case { Kind: LinkFaultKind.HalfOpen }:
                IsTorn = true;
                // The link may have been healed since, by somebody who did not know of this loss.
                Interlocked.MemoryBarrier();
                if (fault().Kind != LinkFaultKind.HalfOpen)
                {
                    Reset();
                }

                return;
            case { Kind: LinkFaultKind.Delay, Latency: var latency }:
                await Task.Delay(latency, ct);
                break;
            case { Kind: LinkFaultKind.Throttle, BytesPerSecond: var rate }:
                await Task.Delay(TimeSpan.FromSeconds((double)bytes.Length / rate), ct);
                break;
            default:
                break;
        }

        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, ct)..];
        }
    }
}
