using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>
/// One HTTP/1.1 connection that does no more than a closed loop needs, so that the cores belong to what is measured: it sends bytes that
/// are ready, and finds where an answer ends.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _length;
    private int _headerEnd;
    private int _answerEnd;

    private RawConnection(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>The status of the whole answer.</summary>
    public int Status => ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');

    /// <summary>The body of the whole answer.</summary>
    public ReadOnlySpan<byte> Body => IsChunked
        ? Dechunked(_buffer.AsSpan(_headerEnd, _length - _headerEnd))
        : _buffer.AsSpan(_headerEnd, _answerEnd - _headerEnd);

    private bool IsChunked { get; set; }

    public static RawConnection Open(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = 10_000 };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return new RawConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A request as the bytes that go over the wire; a GET without a body, else a POST.</summary>
    public static byte[] Request(int port, string path, string? token, string? body)
    {
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body);
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var content = body is null
            ? ""
            : FormattableString.Invariant($"Content-Type: application/json\r\nContent-Length: {bytes.Length}\r\n");
        var verb = body is null ? "GET" : "POST";
        var head = FormattableString.Invariant($"{verb} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{authorization}{content}\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }

    public void Send(ReadOnlySpan<byte> request)
    {
        _length = _headerEnd = _answerEnd = 0;
        while (request.Length > 0)
        {
            request = request[Socket.Send(request)..];
        }
    }

    /// <summary>Takes what has arrived.</summary>
    /// <returns>Whether the answer is whole.</returns>
    public bool Receive()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = Socket.Receive(_buffer.AsSpan(_length));
        if (count == 0)
        {
            throw new InvalidOperationException("The server closed a connection in the middle of an answer.");
        }

        _length += count;
        return (_headerEnd > 0 || ReadHeader()) && IsWhole();
    }

    public void Dispose() => Socket.Dispose();

    private bool ReadHeader()
    {
        var end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        _headerEnd = end + 4;
        var header = Encoding.ASCII.GetString(_buffer, 0, _headerEnd);
        const string Length = "\r\nContent-Length: ";
        var at = header.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        IsChunked = at < 0 && header.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var number = header.AsSpan(at + Length.Length);
            _answerEnd = _headerEnd + int.Parse(number[..number.IndexOf('\r')], null);
        }
        else
        {
            _answerEnd = _headerEnd;
        }

        return true;
    }

    // One request at a time: nothing follows the last chunk. JSON holds no line breaks of this kind.
    private bool IsWhole() => IsChunked ? _buffer.AsSpan(_headerEnd, _length - _headerEnd).EndsWith("0\r\n\r\n"u8) : _length >= _answerEnd;

    private static byte[] Dechunked(ReadOnlySpan<byte> chunks)
    {
        List<byte> body = [];
        while (true)
        {
            var line = chunks.IndexOf("\r\n"u8);
            var size = Convert.ToInt32(Encoding.ASCII.GetString(chunks[..line]), 16);
            if (size == 0)
            {
                return [.. body];
            }

            body.AddRange(chunks.Slice(line + 2, size));
            chunks = chunks[(line + 2 + size + 2)..];
        }
    }
}
