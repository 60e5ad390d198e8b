using System.Buffers;
using System.Buffers.Text;

namespace FocusSuite.Gateway.Requests;

/// <summary>
/// Reads text as the bytes that it stands for. Pieces may be padded each by itself, as gRPC-Web allows; anything else that is no base64 is
/// refused.
/// </summary>
internal sealed class FromBase64Stream(Stream text) : OneWayStream
{
    private const int Quad = 4;

    private readonly byte[] _text = new byte[4096];
    private int _length;

    public override bool CanRead => true;

    /// <exception cref="InvalidDataException">It is no base64.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Asked by readers that want no buffer before there is something to read.
        if (buffer.IsEmpty)
        {
            return _length > 0 ? 0 : await text.ReadAsync(buffer, cancellationToken);
        }

        // Whole quads only, and of those as many as there is room for.
        var room = Math.Min(_text.Length, buffer.Length / 3 * Quad);
        if (room == 0)
        {
            throw new ArgumentException("There must be room for three bytes.", nameof(buffer));
        }

        while (_length < Quad)
        {
            var read = await text.ReadAsync(_text.AsMemory(_length, room - _length), cancellationToken);
            if (read == 0)
            {
                return _length == 0 ? 0 : throw NoBase64();
            }

            _length += read;
        }

        var quads = Math.Min(_length, room) / Quad * Quad;
        var padding = _text.AsSpan(0, quads).IndexOf((byte)'=');
        var whole = padding < 0 ? quads : (padding / Quad * Quad) + Quad;

        // White space is skipped by .NET, and is no base64 here.
        if (_text.AsSpan(0, whole).ContainsAny(" \t\r\n"u8)
            || Base64.DecodeFromUtf8(_text.AsSpan(0, whole), buffer.Span, out _, out var written) != OperationStatus.Done)
        {
            throw NoBase64();
        }

        _length -= whole;
        _text.AsSpan(whole, _length).CopyTo(_text);
        return written;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private static InvalidDataException NoBase64() => new("The body is no base64.");
}

/// <summary>Writes each piece as base64 of its own, as gRPC-Web allows: nothing has to wait for the next one.</summary>
internal sealed class ToBase64Stream(Stream inner) : OneWayStream
{
    public override bool CanWrite => true;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        var text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(buffer.Length));
        try
        {
            Base64.EncodeToUtf8(buffer.Span, text, out _, out var written);
            await inner.WriteAsync(text.AsMemory(0, written), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}

/// <summary>A stream that is read or written from its beginning to its end, and never by blocking a thread.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
