using System.Runtime.CompilerServices;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes one value of a field: a scalar, an enum's word or a nested message.</summary>
internal static class ScalarWriter
{
    // The largest whole number that every JSON reader can hold.
    private const long MaxSafe = (1L << 53) - 1;

    public static void Write(FieldPlan field, ref WireReader reader, ref JsonOutput json, int depth)
    {
        switch (field.Kind)
        {
            case FieldKind.String:
                json.WriteString(reader.ReadBytes());
                break;
            case FieldKind.Int32:
                json.Write((long)(int)reader.ReadVarint());
                break;
            case FieldKind.Message:
                MessageWriter.Write(field.Message!, reader.ReadBytes(), ref json, depth - 1);
                break;
            case FieldKind.Enum:
                WriteEnum(field.Enum!, (int)reader.ReadVarint(), ref json);
                break;
            case FieldKind.Bool:
                json.Write(reader.ReadVarint() != 0 ? "true"u8 : "false"u8);
                break;
            case FieldKind.Int64:
                WriteLong((long)reader.ReadVarint(), field, ref json);
                break;
            case FieldKind.UInt32:
                json.Write((ulong)(uint)reader.ReadVarint());
                break;
            case FieldKind.UInt64:
                WriteULong(reader.ReadVarint(), field, ref json);
                break;
            case FieldKind.SInt32:
                var zigzag = (uint)reader.ReadVarint();
                json.Write((long)((int)(zigzag >> 1) ^ -(int)(zigzag & 1)));
                break;
            case FieldKind.SInt64:
                var longZigzag = reader.ReadVarint();
                WriteLong((long)(longZigzag >> 1) ^ -(long)(longZigzag & 1), field, ref json);
                break;
            case FieldKind.Fixed32:
                json.Write((ulong)reader.ReadFixed32());
                break;
            case FieldKind.SFixed32:
                json.Write((long)(int)reader.ReadFixed32());
                break;
            case FieldKind.Fixed64:
                WriteULong(reader.ReadFixed64(), field, ref json);
                break;
            case FieldKind.SFixed64:
                WriteLong((long)reader.ReadFixed64(), field, ref json);
                break;
            case FieldKind.Double:
                json.Write(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()));
                break;
            case FieldKind.Float:
                json.Write(BitConverter.UInt32BitsToSingle(reader.ReadFixed32()));
                break;
            default:
                json.WriteBase64(reader.ReadBytes());
                break;
        }
    }

    /// <summary>Writes the value that a scalar has when the wire does not carry it.</summary>
    public static void WriteDefault(FieldPlan field, ref JsonOutput json)
    {
        if (field.Kind == FieldKind.Message)
        {
            // Only a map's value can be a message that is not there.
            MessageWriter.Write(field.Message!, default, ref json, depth: 2);
            return;
        }

        // Ten zero bytes are the default of every kind: a zero varint, fixed value or length.
        var zero = new WireReader([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Write(field, ref zero, ref json, depth: 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteEnum(EnumPlan plan, int number, ref JsonOutput json)
    {
        if (plan.TextOf(number) is { } text)
        {
            json.Write(text);
        }
        else
        {
            json.Write((long)number);
        }
    }

    private static void WriteLong(long value, FieldPlan field, ref JsonOutput json)
    {
        if (field.LongsAsNumbers && value is <= MaxSafe and >= -MaxSafe)
        {
            json.Write(value);
            return;
        }

        json.Write((byte)'"');
        json.Write(value);
        json.Write((byte)'"');
    }

    private static void WriteULong(ulong value, FieldPlan field, ref JsonOutput json)
    {
        if (field.LongsAsNumbers && value <= MaxSafe)
        {
            json.Write(value);
            return;
        }

        json.Write((byte)'"');
        json.Write(value);
        json.Write((byte)'"');
    }
}
