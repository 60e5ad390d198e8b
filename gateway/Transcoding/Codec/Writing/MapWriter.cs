using System.Buffers;
using System.Buffers.Binary;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes a map as an object. Of entries with the same key the last counts, as for every reader of the wire format.</summary>
internal static class MapWriter
{
    public static void Write(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        if (slot.Count > field.MaxElements)
        {
            throw ProtoJsonException.TooManyElements();
        }

        // A map's value is a message one level down, and its entry does not count as a level.
        var order = ArrayPool<long>.Shared.Rent(slot.Count);
        var entries = ArrayPool<Range>.Shared.Rent(slot.Count);
        Collect(field, slot, wire, entries, order);
        MarkReplaced(field, wire, entries.AsSpan(0, slot.Count), order.AsSpan(0, slot.Count));
        var first = true;
        json.Write((byte)'{');
        foreach (var entry in entries.AsSpan(0, slot.Count))
        {
            if (entry.Equals(default))
            {
                continue;
            }

            if (!first)
            {
                json.Write((byte)',');
            }

            first = false;
            WriteEntry(field, wire[entry], ref json, depth);
        }

        json.Write((byte)'}');
        ArrayPool<long>.Shared.Return(order);
        ArrayPool<Range>.Shared.Return(entries);
    }

    private static void Collect(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> wire, Range[] entries, long[] order)
    {
        var reader = new WireReader(wire) { Position = slot.First };
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < slot.Count;)
        {
            var tag = reader.ReadTag();
            if ((int)(tag >> 3) != field.Number || (tag & 7) != 2)
            {
                reader.Skip(tag);
                continue;
            }

            var length = reader.ReadBytes().Length;
            entries[i] = (reader.Position - length)..reader.Position;
            order[i] = ((long)Hash(KeyOf(field, wire[entries[i]], number)) << 32) | (uint)i;
            i++;
        }
    }

    /// <summary>Sorts by the keys' hashes, so that entries of one key are neighbours, and strikes all but the last of each.</summary>
    private static void MarkReplaced(FieldPlan field, ReadOnlySpan<byte> wire, Span<Range> entries, Span<long> order)
    {
        if (order.Length < 2)
        {
            return;
        }

        Span<byte> number = stackalloc byte[sizeof(ulong)];
        Span<byte> otherNumber = stackalloc byte[sizeof(ulong)];
        order.Sort();
        for (var i = 0; i < order.Length - 1; i++)
        {
            var entry = (int)order[i];
            var key = KeyOf(field, wire[entries[entry]], number);
            for (var j = i + 1; j < order.Length && order[j] >> 32 == order[i] >> 32; j++)
            {
                if (key.SequenceEqual(KeyOf(field, wire[entries[(int)order[j]]], otherNumber)))
                {
                    entries[entry] = default;
                    break;
                }
            }
        }
    }

    private static void WriteEntry(FieldPlan field, ReadOnlySpan<byte> entry, ref JsonOutput json, int depth)
    {
        Span<FieldSlot> slots = stackalloc FieldSlot[2];
        FieldIndex.Build(field.Message!, entry, slots);
        var quoted = field.MapKey.Kind != FieldKind.String && !WritesQuoted(field.MapKey);
        if (quoted)
        {
            json.Write((byte)'"');
        }

        WriteOrDefault(field.MapKey, slots[0], entry, ref json, depth);
        json.Write(quoted ? "\":"u8 : ":"u8);
        WriteOrDefault(field.MapValue, slots[1], entry, ref json, depth);
    }

    private static void WriteOrDefault(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> entry, ref JsonOutput json, int depth)
    {
        if (slot.Count == 0)
        {
            ScalarWriter.WriteDefault(field, ref json);
        }
        else
        {
            MessageWriter.WriteValue(field, slot, entry, ref json, depth);
        }
    }

    private static bool WritesQuoted(FieldPlan key) =>
        key.Kind is FieldKind.Int64 or FieldKind.SInt64 or FieldKind.SFixed64 or FieldKind.UInt64 or FieldKind.Fixed64;

    /// <summary>
    /// A key in the one form that all of its encodings have; of a number eight bytes, for which the caller gives the room.
    /// </summary>
    private static ReadOnlySpan<byte> KeyOf(FieldPlan field, ReadOnlySpan<byte> entry, Span<byte> number)
    {
        var reader = new WireReader(entry);
        ReadOnlySpan<byte> key = default;
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            var start = reader.Position;
            reader.Skip(tag);
            if (tag >> 3 == 1 && field.MapKey.Accepts((int)(tag & 7)))
            {
                key = entry[start..reader.Position];
            }
        }

        switch (field.MapKey.WireType)
        {
            case 0:
                BinaryPrimitives.WriteUInt64LittleEndian(number, Varint(field.MapKey.Kind, key));
                return number;
            case 2:
                return key.IsEmpty ? key : new WireReader(key).ReadBytes();
            default:
                // A key that is left out and one that is written as its default are the same key.
                return key.TrimStart((byte)0);
        }
    }

    private static ulong Varint(FieldKind kind, ReadOnlySpan<byte> key)
    {
        var value = key.IsEmpty ? 0 : new WireReader(key).ReadVarint();
        return kind switch
        {
            FieldKind.Bool => value == 0 ? 0u : 1u,
            FieldKind.Int32 or FieldKind.UInt32 or FieldKind.SInt32 => (uint)value,
            _ => value,
        };
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }
}
