using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes a repeated field, packed or not, or a mixture of both as the wire format allows it.</summary>
internal static class ListWriter
{
    public static void Write(FieldPlan field, in FieldSlot slot, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        var limit = field.MaxElements;
        var count = 0;
        json.Write((byte)'[');
        var reader = new WireReader(wire) { Position = slot.First };
        for (var left = slot.Count; left > 0;)
        {
            var tag = reader.ReadTag();
            if ((int)(tag >> 3) != field.Number || !field.Accepts((int)(tag & 7)))
            {
                reader.Skip(tag);
                continue;
            }

            if ((tag & 7) == 2 && field.IsPackable)
            {
                var packed = new WireReader(reader.ReadBytes());
                // Empty ones were not counted by the index.
                left -= packed.AtEnd ? 0 : 1;
                while (!packed.AtEnd)
                {
                    Separate(ref count, limit, ref json);
                    ScalarWriter.Write(field, ref packed, ref json, depth);
                }
            }
            else
            {
                left--;
                Separate(ref count, limit, ref json);
                ScalarWriter.Write(field, ref reader, ref json, depth);
            }
        }

        json.Write((byte)']');
    }

    private static void Separate(ref int count, int limit, ref JsonOutput json)
    {
        if (count >= limit)
        {
            throw ProtoJsonException.TooManyElements();
        }

        if (count++ > 0)
        {
            json.Write((byte)',');
        }
    }
}
