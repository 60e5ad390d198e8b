using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>
/// Finds the fields of a message in one pass over its bytes. The wire may carry them in any order and more than once, JSON wants each once
/// and in the plan's order; nested messages are stepped over by their length, so every byte is looked at about once a level.
/// </summary>
internal static class FieldIndex
{
    public static void Build(MessagePlan plan, ReadOnlySpan<byte> wire, Span<FieldSlot> slots)
    {
        slots.Clear();
        var reader = new WireReader(wire);
        while (!reader.AtEnd)
        {
            var tagAt = reader.Position;
            var tag = reader.ReadTag();
            var valueAt = reader.Position;
            var field = plan.Find((int)(tag >> 3));
            reader.Skip(tag);
            if (field is null || !field.Accepts((int)(tag & 7)))
            {
                continue;
            }

            // An empty packed list is a length of zero: there, but without a value.
            if (field.IsPackable && (tag & 7) == 2 && reader.Position == valueAt + 1)
            {
                continue;
            }

            if (field.Oneof >= 0)
            {
                ForgetOthers(plan, field, slots);
            }

            ref var slot = ref slots[field.Ordinal];
            if (slot.Count++ == 0)
            {
                slot.First = tagAt;
            }

            slot.Last = valueAt;
        }
    }

    private static void ForgetOthers(MessagePlan plan, FieldPlan chosen, Span<FieldSlot> slots)
    {
        foreach (var field in plan.Fields)
        {
            if (field.Oneof == chosen.Oneof && field != chosen)
            {
                slots[field.Ordinal] = default;
            }
        }
    }
}
