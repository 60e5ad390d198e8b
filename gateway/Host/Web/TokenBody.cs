using System.Text;
using System.Text.Json;
using FocusSuite.Gateway.Requests;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// A request's JSON body with one more member at its end, the refresh token. It is read when the transcoder reads it, so that the
/// transcoder's bounds of size and time are also its own. The text is not looked into: a body that is no JSON object stays none, and is
/// refused as it is on every route.
/// </summary>
internal sealed class TokenBody(Stream given, string token, int limit) : OneWayStream
{
    private byte[]? _body;
    private int _sent;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _body ??= await ReadAllAsync(cancellationToken);
        var count = Math.Min(buffer.Length, _body.Length - _sent);
        _body.AsMemory(_sent, count).CopyTo(buffer);
        _sent += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var piece = new byte[4096];
        // One byte above the limit is enough to be refused for it.
        while (body.Length <= limit && await given.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            body.Write(piece.AsSpan(0, read));
        }

        return body.Length > limit ? body.ToArray() : WithToken(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private byte[] WithToken(ReadOnlySpan<byte> body)
    {
        var member = Encoding.UTF8.GetBytes($"\"refresh\":\"{JsonEncodedText.Encode(token)}\"}}");
        var text = body.TrimEnd(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return [(byte)'{', .. member];
        }

        if (text[^1] != '}')
        {
            return body.ToArray();
        }

        var members = text[..^1].TrimEnd(" \t\r\n"u8);
        return members.EndsWith("{"u8) ? [.. members, .. member] : [.. members, (byte)',', .. member];
    }
}
