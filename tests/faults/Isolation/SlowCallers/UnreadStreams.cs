using System.Text;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation.SlowCallers;

/// <summary>Callers who open a stream of events, and read its status and nothing more.</summary>
public sealed class UnreadStreams() : SlowCallers("streams of events that nobody reads")
{
    private const int Users = 10;
    private const int SmallestBuffer = 2048;
    private const int StatusLine = 12;

    private readonly List<string> _tokens = [];

    public override async Task PrepareAsync(Lab lab, CancellationToken cancellationToken)
    {
        while (_tokens.Count < Users)
        {
            _tokens.Add(await lab.Population.TokenAsync(cancellationToken));
        }
    }

    protected override async Task CallAsync(Lab lab, int number, Endings endings, CancellationToken cancellationToken)
    {
        using var socket = await SourceAddress.ConnectAsync(SourceAddress.Pressing, lab.System.GatewayUrl.Port, cancellationToken);
        socket.ReceiveBufferSize = SmallestBuffer;
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/v1/focus/sessions/live HTTP/1.1\r\nHost: focus\r\nAuthorization: Bearer "
                + $"{_tokens[number % _tokens.Count]}\r\nAccept: text/event-stream\r\n\r\n"),
            cancellationToken);
        var line = new byte[StatusLine];
        for (var read = 0; read < line.Length;)
        {
            read += await socket.ReceiveAsync(line.AsMemory(read), cancellationToken) is > 0 and var count
                ? count
                : throw new IOException("The gateway closed the connection.");
        }

        if (Encoding.ASCII.GetString(line)[^3..] is not "200" and var status)
        {
            endings.Count(status);
            return;
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
