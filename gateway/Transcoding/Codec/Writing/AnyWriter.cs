using System.Text;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes an Any as its message with the type beside the fields.</summary>
internal static class AnyWriter
{
    public static void Write(MessagePlan any, ReadOnlySpan<byte> wire, ref JsonOutput json, int depth)
    {
        ReadOnlySpan<byte> url = default;
        ReadOnlySpan<byte> value = default;
        var reader = new WireReader(wire);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case (1 << 3) | 2:
                    url = reader.ReadBytes();
                    break;
                case (2 << 3) | 2:
                    value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (url.IsEmpty && value.IsEmpty)
        {
            json.Write("{}"u8);
            return;
        }

        var plan = any.Context.FindType(Encoding.UTF8.GetString(url[(url.LastIndexOf((byte)'/') + 1)..]))
            ?? throw ProtoJsonException.NoJsonForm("The message has a google.protobuf.Any of an unknown type.");
        json.Write("{\"@type\":"u8);
        json.WriteString(url);
        if (plan.WellKnown == WellKnownKind.None)
        {
            if (depth <= 1)
            {
                throw ProtoJsonException.TooDeep();
            }

            MessageWriter.WriteMembers(plan, value, ref json, depth - 1, first: false);
        }
        else
        {
            json.Write(",\"value\":"u8);
            MessageWriter.Write(plan, value, ref json, depth - 1);
        }

        json.Write((byte)'}');
    }
}
