using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace GrpcTranscoding.Codec.Wire;

/// <summary>
/// Writes protobuf's wire format into a rented buffer. The length of a nested message is not known when it begins: one byte is kept for it,
/// and the content moves up where that is not enough. It seldom is, and moving is cheaper than measuring first.
/// </summary>
internal sealed class WireWriter : IDisposable
{
    private readonly int _maxBytes;
    private readonly int _headerBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(512);
    private int _length;

    /// <param name="maxBytes">What the content may have.</param>
    /// <param name="headerBytes">Bytes kept for a gRPC frame's prefix, which the owner fills at the end: so the frame is one piece without
    /// a copy.</param>
    public WireWriter(int maxBytes, int headerBytes = 0)
    {
        _maxBytes = maxBytes;
        _headerBytes = headerBytes;
        _length = headerBytes;
    }

    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(_headerBytes, _length - _headerBytes);

    /// <summary>Header and content.</summary>
    public Memory<byte> WholeMemory => _buffer.AsMemory(0, _length);

    public int Length => _length - _headerBytes;

    public void Clear() => _length = _headerBytes;

    public void WriteTag(int number, int wireType) => WriteVarint(((uint)number << 3) | (uint)wireType);

    public void WriteVarint(ulong value)
    {
        Reserve(10);
        var buffer = _buffer;
        var at = _length;
        while (value >= 0x80)
        {
            buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        _length = at;
    }

    public void WriteFixed32(uint value)
    {
        Reserve(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(uint);
    }

    public void WriteFixed64(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(ulong);
    }

    /// <summary>Writes a length and the bytes.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint((ulong)bytes.Length);
        WriteRaw(bytes);
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Begins something that is preceded by its length.</summary>
    public int Begin()
    {
        Reserve(1);
        return ++_length;
    }

    /// <summary>Ends what began at <paramref name="start"/>.</summary>
    public void End(int start)
    {
        var length = (uint)(_length - start);
        var extra = length < 0x80 ? 0 : BitOperations.Log2(length) / 7;
        if (extra > 0)
        {
            Reserve(extra);
            _buffer.AsSpan(start, (int)length).CopyTo(_buffer.AsSpan(start + extra));
        }

        var end = _length + extra;
        _length = start - 1;
        WriteLength(length);
        _length = end;
    }

    /// <summary>Takes back what was written since <paramref name="length"/>.</summary>
    public void Rewind(int length) => _length = length + _headerBytes;

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void WriteLength(uint value)
    {
        // No Reserve here: the bytes behind are the content.
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Grow(bytes);
        }
    }

    private void Grow(int bytes)
    {
        if (_length - _headerBytes > _maxBytes)
        {
            throw ProtoJsonException.TooLarge();
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + bytes));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
