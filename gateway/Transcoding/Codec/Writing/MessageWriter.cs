using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes a message's wire bytes as JSON.</summary>
internal static class MessageWriter
{
    // Messages up to this many fields find their slots on the stack.
    private const int StackSlots = 32;

    public static void Write(MessagePlan plan, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        if (depth <= 0)
        {
            throw ProtoJsonException.TooDeep();
        }

        if (plan.WellKnown == WellKnownKind.None)
        {
            json.Write((byte)'{');
            WriteMembers(plan, wire, ref json, depth, first: true);
            json.Write((byte)'}');
        }
        else
        {
            WellKnownWriter.Write(plan, wire, ref json, depth);
        }
    }

    /// <summary>Writes the members of an object without its braces.</summary>
    [SkipLocalsInit]
    public static void WriteMembers(MessagePlan plan, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth, bool first)
    {
        FieldSlot[]? rented = null;
        var fields = plan.Fields;
        Span<FieldSlot> slots = fields.Length <= StackSlots
            ? stackalloc FieldSlot[StackSlots]
            : (rented = ArrayPool<FieldSlot>.Shared.Rent(fields.Length));
        slots = slots[..fields.Length];
        FieldIndex.Build(plan, wire, slots);
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (field.Header is not null)
            {
                continue;
            }

            ref readonly var slot = ref slots[i];
            if (slot.Count == 0 || (field.SkipDefault && IsDefault(field, wire, slot)))
            {
                if (field.Unset is not null)
                {
                    json.Write(first ? field.Unset.AsSpan(1) : field.Unset);
                    first = false;
                }

                continue;
            }

            json.Write(first ? field.Prefix.AsSpan(1) : field.Prefix);
            first = false;
            WriteValue(field, slot, wire, ref json, depth);
        }

        if (rented is not null)
        {
            ArrayPool<FieldSlot>.Shared.Return(rented);
        }
    }

    /// <summary>Writes the value of one field as the whole text.</summary>
    public static void WriteOnly(MessagePlan plan, FieldPlan field, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        var slots = new FieldSlot[plan.Fields.Length];
        FieldIndex.Build(plan, wire, slots);
        if (slots[field.Ordinal].Count > 0)
        {
            WriteValue(field, slots[field.Ordinal], wire, ref json, depth);
        }
        else if (field.IsRepeated || field.IsMap)
        {
            json.Write(field.IsMap ? "{}"u8 : "[]"u8);
        }
        else if (field.HasPresence)
        {
            json.Write("null"u8);
        }
        else
        {
            ScalarWriter.WriteDefault(field, ref json);
        }
    }

    public static void ReadHeaders(MessagePlan plan, ReadOnlySpan<byte> wire, Action<string, string> header)
    {
        var slots = new FieldSlot[plan.Fields.Length];
        FieldIndex.Build(plan, wire, slots);
        foreach (var field in plan.Fields)
        {
            if (field.Header is null || slots[field.Ordinal].Count == 0)
            {
                continue;
            }

            var reader = new WireReader(wire) { Position = slots[field.Ordinal].Last };
            var value = reader.ReadBytes();
            if (value.Length > 0)
            {
                header(field.Header, Encoding.UTF8.GetString(value));
            }
        }
    }

    public static void WriteValue(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        if (field.IsMap)
        {
            MapWriter.Write(field, slot, wire, ref json, depth);
        }
        else if (field.IsRepeated)
        {
            ListWriter.Write(field, slot, wire, ref json, depth);
        }
        else if (field.Kind == FieldKind.Message && slot.Count > 1)
        {
            WriteMerged(field, slot, wire, ref json, depth);
        }
        else
        {
            var reader = new WireReader(wire) { Position = slot.Last };
            ScalarWriter.Write(field, ref reader, ref json, depth);
        }
    }

    /// <summary>
    /// A message that came in several pieces is the merge of them, and merging is what reading them one after the other does.
    /// </summary>
    private static void WriteMerged(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        using var merged = new WireWriter(wire.Length);
        var reader = new WireReader(wire) { Position = slot.First };
        for (var left = slot.Count; left > 0;)
        {
            var tag = reader.ReadTag();
            if ((int)(tag >> 3) == field.Number && (tag & 7) == 2)
            {
                merged.WriteRaw(reader.ReadBytes());
                left--;
            }
            else
            {
                reader.Skip(tag);
            }
        }

        Write(field.Message!, merged.WrittenSpan, ref json, depth - 1);
    }

    private static bool IsDefault(FieldPlan field, ReadOnlySpan<byte> wire, in FieldSlot slot)
    {
        var reader = new WireReader(wire) { Position = slot.Last };
        return field.WireType switch
        {
            // A reader of the 32-bit kinds looks at no more than 32 bits.
            0 when field.Kind is FieldKind.Int32 or FieldKind.UInt32 or FieldKind.SInt32 or FieldKind.Enum =>
                (uint)reader.ReadVarint() == 0,
            0 => reader.ReadVarint() == 0,
            1 => reader.ReadFixed64() == 0,
            2 => reader.ReadBytes().IsEmpty,
            _ => reader.ReadFixed32() == 0,
        };
    }
}
