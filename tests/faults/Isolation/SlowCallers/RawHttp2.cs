using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace FocusSuite.Faults.Tests.Isolation.SlowCallers;

/// <summary>
/// One end of an HTTP/2 connection that sends frames when it is told to, and not when it would be polite (RFC 9113, without TLS).
/// </summary>
internal sealed class RawHttp2(Socket socket, Endings endings) : IAsyncDisposable
{
    private const int FrameHead = 9;
    private const byte EndOfStream = 0x1;
    private const byte EndOfHeaders = 0x4;
    private const byte Acknowledged = 0x1;
    private const int WindowAtFirst = 65_535;

    // More than anybody sends in return.
    private const int OwnWindow = 1 << 30;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private readonly ConcurrentDictionary<int, bool> _calls = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private long _window = WindowAtFirst;
    private int _next = 1;
    private volatile bool _isOpen = true;

    private enum Frame : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        Ping = 6,
        GoAway = 7,
        WindowUpdate = 8,
    }

    /// <summary>Whether new calls are taken.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>The calls that the other end has not ended.</summary>
    public IReadOnlyCollection<int> Calls => [.. _calls.Keys];

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(Preface, cancellationToken);
        await WriteAsync(Frame.Settings, 0, 0, [], cancellationToken);
        await WriteAsync(Frame.WindowUpdate, 0, 0, Number(OwnWindow), cancellationToken);
        _reading = ReadAsync(_end.Token);
    }

    /// <summary>Begins a call; its headers are written as they are, without compression.</summary>
    public async Task<int> OpenAsync(IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        var call = _next;
        _next += 2;
        _calls[call] = true;
        await WriteAsync(Frame.Headers, EndOfHeaders, call, [.. headers.SelectMany(Literal)], cancellationToken);
        return call;
    }

    /// <summary>Sends some of a call's body, unless the connection's window is used up, which is the other end's word to wait.</summary>
    public async Task SendAsync(int call, byte[] data, CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref _window) >= data.Length && _calls.ContainsKey(call))
        {
            Interlocked.Add(ref _window, -data.Length);
            await WriteAsync(Frame.Data, 0, call, data, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        socket.Dispose();
        await _reading;
        _writing.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var head = new byte[FrameHead];
            while (true)
            {
                await FillAsync(head, cancellationToken);
                var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
                await FillAsync(payload, cancellationToken);
                await TakeAsync(
                    (Frame)head[3],
                    head[4],
                    BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)) & int.MaxValue,
                    payload,
                    cancellationToken);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other end closed, or this one does.
        }
        finally
        {
            _isOpen = false;
        }
    }

    private async Task TakeAsync(Frame frame, byte flags, int call, byte[] payload, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case Frame.Settings when (flags & Acknowledged) == 0:
                await WriteAsync(Frame.Settings, Acknowledged, 0, [], cancellationToken);
                break;
            case Frame.Ping when (flags & Acknowledged) == 0:
                await WriteAsync(Frame.Ping, Acknowledged, 0, payload, cancellationToken);
                break;
            case Frame.WindowUpdate when call == 0:
                Interlocked.Add(ref _window, BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case Frame.Reset when _calls.TryRemove(call, out _):
                endings.Count("reset");
                break;
            case Frame.Headers or Frame.Data when (flags & EndOfStream) != 0 && _calls.TryRemove(call, out _):
                endings.Count("answered");
                break;
            case Frame.GoAway:
                endings.Count("connection ended");
                _isOpen = false;
                break;
            default:
                break;
        }
    }

    private Task WriteAsync(Frame frame, byte flags, int call, byte[] payload, CancellationToken cancellationToken) => WriteAsync(
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, (byte)frame, flags, .. Number(call), .. payload],
        cancellationToken);

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await socket.SendAsync(bytes.AsMemory(sent), cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        for (var read = 0; read < buffer.Length;)
        {
            read += await socket.ReceiveAsync(buffer.AsMemory(read), cancellationToken) is > 0 and var count
                ? count
                : throw new IOException("The other end closed the connection.");
        }
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    // HPACK (RFC 7541, 6.2.2): a literal with a literal name, neither indexed nor Huffman-coded.
    private static IEnumerable<byte> Literal((string Name, string Value) header) => [0, .. Text(header.Name), .. Text(header.Value)];

    private static IEnumerable<byte> Text(string text) => text.Length < 127
        ? [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]
        : throw new ArgumentException("Nobody needs a longer one here.", nameof(text));
}
