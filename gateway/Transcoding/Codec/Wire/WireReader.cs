using System.Buffers.Binary;

namespace GrpcTranscoding.Codec.Wire;

/// <summary>Reads protobuf's wire format from bytes that are all there.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    // Unknown groups are skipped, and an attacker must not nest them without end.
    private const int MaxGroupDepth = 100;

    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; set; }

    public readonly bool AtEnd => Position >= _data.Length;

    public uint ReadTag()
    {
        var tag = (uint)ReadVarint();
        return tag >> 3 == 0 ? throw ProtoJsonException.Malformed("The message has a field without a number.") : tag;
    }

    public ulong ReadVarint()
    {
        var data = _data;
        var position = Position;
        if ((uint)position < (uint)data.Length && data[position] < 0x80)
        {
            Position = position + 1;
            return data[position];
        }

        return ReadLongVarint();
    }

    public uint ReadFixed32()
    {
        if (_data.Length - Position < sizeof(uint))
        {
            throw ProtoJsonException.Truncated();
        }

        var value = BinaryPrimitives.ReadUInt32LittleEndian(_data[Position..]);
        Position += sizeof(uint);
        return value;
    }

    public ulong ReadFixed64()
    {
        if (_data.Length - Position < sizeof(ulong))
        {
            throw ProtoJsonException.Truncated();
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(_data[Position..]);
        Position += sizeof(ulong);
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_data.Length - Position))
        {
            throw ProtoJsonException.Truncated();
        }

        var bytes = _data.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    public void Skip(uint tag) => Skip(tag, MaxGroupDepth);

    private void Skip(uint tag, int depth)
    {
        switch (tag & 7)
        {
            case 0:
                ReadVarint();
                break;
            case 1:
                ReadFixed64();
                break;
            case 2:
                ReadBytes();
                break;
            case 3:
                SkipGroup(tag >> 3, depth);
                break;
            case 5:
                ReadFixed32();
                break;
            default:
                throw ProtoJsonException.Malformed("The message has a field of an unknown kind.");
        }
    }

    private void SkipGroup(uint number, int depth)
    {
        if (depth == 0)
        {
            throw ProtoJsonException.TooDeep();
        }

        for (var tag = ReadTag(); tag != ((number << 3) | 4); tag = ReadTag())
        {
            Skip(tag, depth - 1);
        }
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= _data.Length)
            {
                throw ProtoJsonException.Truncated();
            }

            var b = _data[Position++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw ProtoJsonException.Malformed("The message has a number of more than ten bytes.");
    }
}
