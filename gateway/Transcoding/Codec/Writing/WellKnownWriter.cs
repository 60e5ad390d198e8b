using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes the message types that have a JSON form of their own.</summary>
internal static class WellKnownWriter
{
    public static void Write(MessagePlan plan, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        switch (plan.WellKnown)
        {
            case WellKnownKind.Timestamp:
                TimeWriter.WriteTimestamp(wire, ref json);
                break;
            case WellKnownKind.Duration:
                TimeWriter.WriteDuration(wire, ref json);
                break;
            case WellKnownKind.FieldMask:
                FieldMaskWriter.Write(wire, ref json, plan.Context.Options.ProtoNames);
                break;
            case WellKnownKind.Any:
                AnyWriter.Write(plan, wire, ref json, depth);
                break;
            case WellKnownKind.Value:
                WriteValue(plan, wire, ref json, depth);
                break;
            default:
                // A wrapper, a struct and a list are their only field.
                WriteOnlyField(plan.Fields[0], plan, wire, ref json, depth);
                break;
        }
    }

    private static void WriteOnlyField(FieldPlan field, MessagePlan plan, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        Span<FieldSlot> slots = stackalloc FieldSlot[1];
        FieldIndex.Build(plan, wire, slots);
        if (slots[0].Count > 0)
        {
            MessageWriter.WriteValue(field, slots[0], wire, ref json, depth);
        }
        else if (field.IsMap || field.IsRepeated)
        {
            json.Write(field.IsMap ? "{}"u8 : "[]"u8);
        }
        else
        {
            ScalarWriter.WriteDefault(field, ref json);
        }
    }

    private static void WriteValue(MessagePlan plan, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        Span<FieldSlot> slots = stackalloc FieldSlot[plan.Fields.Length];
        FieldIndex.Build(plan, wire, slots);
        foreach (var field in plan.Fields)
        {
            var slot = slots[field.Ordinal];
            if (slot.Count == 0)
            {
                continue;
            }

            if (field.Kind == FieldKind.Double)
            {
                WriteNumber(new WireReader(wire) { Position = slot.Last }, ref json);
            }
            else if (field.Kind == FieldKind.Enum)
            {
                json.Write("null"u8);
            }
            else
            {
                MessageWriter.WriteValue(field, slot, wire, ref json, depth);
            }

            return;
        }

        json.Write("null"u8);
    }

    private static void WriteNumber(WireReader reader, ref JsonOutput json)
    {
        var number = BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
        if (!double.IsFinite(number))
        {
            // A string here would be read back as a string.
            throw ProtoJsonException.NoJsonForm("The message has a google.protobuf.Value that is no finite number.");
        }

        json.Write(number);
    }
}
