using System.Buffers;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes a field mask as one string of paths: in camelCase, or as the proto file has them where the names of fields are written
/// so.</summary>
internal static class FieldMaskWriter
{
    public static void Write(ReadOnlySpan<byte> wire, ref JsonOutput json, bool protoNames)
    {
        var text = new ArrayBufferWriter<byte>(64);
        var reader = new WireReader(wire);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag != ((1 << 3) | 2))
            {
                reader.Skip(tag);
                continue;
            }

            if (text.WrittenCount > 0)
            {
                text.Write(","u8);
            }

            Append(reader.ReadBytes(), text, protoNames);
        }

        json.WriteString(text.WrittenSpan);
    }

    private static void Append(ReadOnlySpan<byte> path, ArrayBufferWriter<byte> text, bool protoNames)
    {
        var output = text.GetSpan(path.Length + 1);
        var written = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var b = path[i];
            var isLetterNext = i + 1 < path.Length && path[i + 1] is >= (byte)'a' and <= (byte)'z';
            if (b is >= (byte)'A' and <= (byte)'Z' || (b == '_' && !isLetterNext && !protoNames))
            {
                // Such a path would come back as another one.
                throw ProtoJsonException.NoJsonForm("The message has a google.protobuf.FieldMask path that has no JSON form.");
            }

            output[written++] = b == '_' && !protoNames ? (byte)(path[++i] - 32) : b;
        }

        text.Advance(written);
    }
}
