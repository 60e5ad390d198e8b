using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FocusSuite.BadInputs.Wire;

/// <summary>One kept-alive HTTP/1.1 connection that sends whatever it is told. It may come from a loopback address of its own.</summary>
public sealed class RawConnection(Uri server, string from = "127.0.0.1") : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly List<byte> _read = [];
    private Socket? _socket;

    /// <summary>How many requests went over the open connection.</summary>
    public int Sent { get; private set; }

    public static string NewAddress() => $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}";

    public async Task<RawAnswer> SendAsync(RawRequest request)
    {
        using var bound = new CancellationTokenSource(Bound);
        var socket = _socket ??= await ConnectAsync(bound.Token);
        Sent++;
        var isOpen = false;
        try
        {
            var sending = SendAsync(socket, request.Render(server.Authority), bound.Token);
            var answer = await ReadAsync(request.Method == "HEAD", bound.Token);
            await sending;
            isOpen = !answer.IsStream
                && !answer.Headers.GetValueOrDefault("connection", "").Contains("close", StringComparison.OrdinalIgnoreCase)
                && _read.Count == 0;
            return answer;
        }
        finally
        {
            if (!isOpen)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        (_socket, Sent) = (null, 0);
        _read.Clear();
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        return socket;
    }

    // The server may answer and close before it has read everything.
    private static async Task SendAsync(Socket socket, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await socket.SendAsync(bytes.AsMemory(sent), cancellationToken);
            }
        }
        catch (SocketException)
        {
            // The answer says why, or its reader fails.
        }
    }

    private async Task<RawAnswer> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        var (status, headers) = await ReadHeadAsync(cancellationToken);
        while (status == 100)
        {
            (status, headers) = await ReadHeadAsync(cancellationToken);
        }

        var answer = new RawAnswer(status, headers, "");
        if (isHead || answer.IsStream || status is 204 or 304)
        {
            return answer;
        }

        if (headers.GetValueOrDefault("transfer-encoding") == "chunked")
        {
            return answer with { Body = Text(answer, await ReadChunksAsync(cancellationToken)) };
        }

        var length = headers.TryGetValue("content-length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return answer with { Body = Text(answer, await TakeAsync(length, cancellationToken)) };
    }

    // Who asks for compression in an odd way may get it.
    private static string Text(RawAnswer answer, byte[] body)
    {
        if (answer.Headers.GetValueOrDefault("content-encoding") != "gzip")
        {
            return Encoding.UTF8.GetString(body);
        }

        using var unzipped = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress), Encoding.UTF8);
        return unzipped.ReadToEnd();
    }

    private async Task<(int Status, Dictionary<string, string> Headers)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var lines = Encoding.Latin1.GetString(await TakeThroughAsync(EndOfHead, cancellationToken))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .GroupBy(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group), StringComparer.OrdinalIgnoreCase);
        return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers);
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new List<byte>();
        while (true)
        {
            var size = int.Parse(Encoding.ASCII.GetString(await TakeThroughAsync("\r\n"u8.ToArray(), cancellationToken)).Trim(),
                NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await TakeAsync(size + 2, cancellationToken);
            if (size == 0)
            {
                return [.. body];
            }

            body.AddRange(chunk[..^2]);
        }
    }

    private async Task<byte[]> TakeThroughAsync(byte[] mark, CancellationToken cancellationToken)
    {
        int at;
        while ((at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_read).IndexOf(mark)) < 0)
        {
            await FillAsync(cancellationToken);
        }

        return await TakeAsync(at + mark.Length, cancellationToken);
    }

    private async Task<byte[]> TakeAsync(int count, CancellationToken cancellationToken)
    {
        while (_read.Count < count)
        {
            await FillAsync(cancellationToken);
        }

        var taken = _read.GetRange(0, count).ToArray();
        _read.RemoveRange(0, count);
        return taken;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var count = await _socket!.ReceiveAsync(buffer, cancellationToken);
        if (count == 0)
        {
            throw new IOException("The connection was closed without a whole answer.");
        }

        _read.AddRange(buffer.AsSpan(0, count));
    }
}
