using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>
/// Reads a field mask: paths in camelCase, separated by commas, become paths in snake_case. Where names are written as the proto file has
/// them, such paths are read as they are, too.
/// </summary>
internal static class FieldMaskText
{
    public static bool TryWrite(ReadOnlySpan<byte> text, WireWriter output, bool protoNames)
    {
        while (!text.IsEmpty)
        {
            var comma = text.IndexOf((byte)',');
            var path = comma < 0 ? text : text[..comma];
            text = comma < 0 ? default : text[(comma + 1)..];
            if (path.IsEmpty || (comma >= 0 && text.IsEmpty) || (path.Contains((byte)'_') && !protoNames))
            {
                return false;
            }

            output.WriteTag(1, 2);
            var start = output.Begin();
            foreach (var b in path)
            {
                if (b is >= (byte)'A' and <= (byte)'Z')
                {
                    output.WriteRaw([(byte)'_', (byte)(b + 32)]);
                }
                else
                {
                    output.WriteRaw([b]);
                }
            }

            output.End(start);
        }

        return true;
    }
}
