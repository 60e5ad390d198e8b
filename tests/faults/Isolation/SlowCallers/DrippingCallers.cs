using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation.SlowCallers;

/// <summary>
/// Callers over HTTP/1.1 who send the beginning of a request and then a little of the rest each second, just as much as a server has to
/// bear.
/// </summary>
/// <param name="name">What they do.</param>
/// <param name="beginning">What they send at once.</param>
/// <param name="drop">What they send each second.</param>
/// <param name="isStream">Whether they were let in when they are answered, and go on.</param>
public sealed class DrippingCallers(string name, Func<string, byte[]> beginning, byte[] drop, bool isStream = false) : SlowCallers(name)
{
    private const int BytesASecond = 260;
    private const int UnsentBody = 60_000;
    private const int UnsentMessage = 900_000;
    private const string Login = "/api/v1/authentication/login";
    private const string Live = "/api/v1/focus/sessions/live";
    private const int Users = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly List<string> _tokens = [];

    public static DrippingCallers OfHeaders { get; } = new(
        "requests whose headers come slowly", _ => Text($"POST {Login} HTTP/1.1\r\nHost: focus\r\n"), Text("X-Slow: 1\r\n"));

    public static DrippingCallers OfBodies { get; } = new(
        "JSON bodies that come slowly",
        _ => Text(
            $"POST {Login} HTTP/1.1\r\nHost: focus\r\nContent-Type: application/json\r\nContent-Length: {UnsentBody}\r\n\r\n{{\"email\":\""),
        Text(new string('a', BytesASecond)));

    public static DrippingCallers OfGrpcWeb { get; } = new(
        "gRPC-Web messages that come slowly",
        _ => [
            .. Text(
                $"POST {NativeCallers.Login} HTTP/1.1\r\nHost: focus\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: "
                + $"{UnsentMessage + 5}\r\n\r\n"),
            .. Prefix(UnsentMessage)],
        new byte[BytesASecond]);

    public static DrippingCallers OfSilence { get; } = new(
        "WebSockets that say nothing", token => Text(Upgrade(token)), [], isStream: true);

    // The first frame says that 60,000 bytes follow; each drop is a few of them.
    public static DrippingCallers OfFrames { get; } = new(
        "WebSockets whose frames come slowly",
        token => [.. Text(Upgrade(token)), 0x81, 0xFE, UnsentBody >> 8, UnsentBody & 0xFF, 0, 0, 0, 0],
        Text("abc"),
        isStream: true);

    public static byte[] Prefix(int length)
    {
        var prefix = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(prefix.AsSpan(1), length);
        return prefix;
    }

    public override async Task PrepareAsync(Lab lab, CancellationToken cancellationToken)
    {
        while (isStream && _tokens.Count < Users)
        {
            _tokens.Add(await lab.Population.TokenAsync(cancellationToken));
        }
    }

    protected override async Task CallAsync(Lab lab, int number, Endings endings, CancellationToken cancellationToken)
    {
        using var socket = await SourceAddress.ConnectAsync(SourceAddress.Pressing, lab.System.GatewayUrl.Port, cancellationToken);
        await socket.SendAsync(beginning(isStream ? _tokens[number % _tokens.Count] : ""), cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = EndAsync(socket, done.Token);
        while (await Task.WhenAny(ended, Task.Delay(Pause, cancellationToken)) != ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (drop.Length > 0)
            {
                await socket.SendAsync(drop, cancellationToken);
            }
        }

        endings.Count(await ended);
    }

    /// <summary>Reads until the call is over.</summary>
    /// <returns>The status of the answer, or that there was none.</returns>
    private async Task<string> EndAsync(Socket socket, CancellationToken cancellationToken)
    {
        var (buffer, status) = (new byte[4096], "");
        while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var count)
        {
            // A status line comes whole.
            status = status.Length > 0 ? status : Encoding.ASCII.GetString(buffer, 0, count).Split(' ').ElementAtOrDefault(1) ?? "";
            if (!isStream || status is not ("101" or "200"))
            {
                return status;
            }
        }

        return status.Length > 0 ? $"{status}, then closed" : "closed";
    }

    private static string Upgrade(string token) =>
        $"GET {Live} HTTP/1.1\r\nHost: focus\r\nAuthorization: Bearer {token}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
