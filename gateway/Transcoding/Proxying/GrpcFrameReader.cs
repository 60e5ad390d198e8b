using System.Buffers;
using System.Buffers.Binary;

namespace GrpcTranscoding.Proxying;

/// <summary>Reads the messages of a gRPC response body one after the other, into a buffer that is used again.</summary>
internal sealed class GrpcFrameReader(Stream stream, int maxBytes) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;

    /// <summary>What is wrong with the body, once a read has failed.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next message, good until the next read; null at the end of the body or when it is broken.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(TranscodedCall.PrefixBytes, cancellation))
        {
            Fault = _end > _start ? "the prefix of a message is cut off" : null;
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 1));
        if (_buffer[_start] != 0 || length > maxBytes)
        {
            Fault = _buffer[_start] != 0 ? "a message is compressed" : "a message is too large";
            return null;
        }

        var whole = TranscodedCall.PrefixBytes + (int)length;
        if (!await FillAsync(whole, cancellation))
        {
            Fault = "a message is cut off";
            return null;
        }

        var message = _buffer.AsMemory(_start + TranscodedCall.PrefixBytes, (int)length);
        _start += whole;
        return message;
    }

    /// <summary>Whether the body ends behind the last message. The message stays good.</summary>
    public async ValueTask<bool> EndsAsync(CancellationToken cancellation)
    {
        if (_end > _start)
        {
            return false;
        }

        var probe = ArrayPool<byte>.Shared.Rent(16);
        var read = await stream.ReadAsync(probe, cancellation);
        ArrayPool<byte>.Shared.Return(probe);
        return read == 0;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gives the buffer away, for a message that outlives the reader.</summary>
    public byte[] TakeBuffer() => Interlocked.Exchange(ref _buffer, []);

    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_buffer.Length - _start < wanted)
        {
            MakeRoom(wanted);
        }

        while (_end - _start < wanted)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom(int wanted)
    {
        var target = wanted <= _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(wanted);
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _end -= _start;
        _start = 0;
    }
}
