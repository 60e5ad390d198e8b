using System.Globalization;
using System.Text;

namespace FocusSuite.BadInputs.Wire;

/// <summary>
/// A request as it goes over the wire, so that it may be as wrong as a test wants. Texts are bytes: each character is one.
/// </summary>
public sealed record RawRequest(string Method, string Target)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>Sends the body in chunks and does not say how long it is.</summary>
    public bool IsChunked { get; init; }

    /// <summary>Takes the place of the whole request: what is no HTTP at all.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The request with a header more.</summary>
    public RawRequest With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    /// <summary>The request with a header in place of those of the same name; null leaves them out.</summary>
    public RawRequest Replacing(string name, string? value)
    {
        var others = Headers.Where(header => !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return this with { Headers = value is null ? [.. others] : [.. others, (name, value)] };
    }

    public byte[] Render(string host)
    {
        if (Bytes is not null)
        {
            return Bytes;
        }

        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        if (!Has("Host"))
        {
            head.Append("Host: ").Append(host).Append("\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (IsChunked)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (Body is not null && !Has("Content-Length"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. IsChunked ? Chunks(Body ?? []) : Body ?? []];
    }

    private bool Has(string name) => Headers.Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<byte> Chunks(byte[] body) => body.Chunk(4096)
        .SelectMany(chunk => Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n").Concat(chunk).Concat("\r\n"u8.ToArray()))
        .Concat("0\r\n\r\n"u8.ToArray());
}
