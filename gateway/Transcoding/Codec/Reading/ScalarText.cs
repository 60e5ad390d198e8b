using System.Buffers.Text;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads scalars from text: JSON strings and numbers, map keys, path and query values.</summary>
internal static class ScalarText
{
    /// <summary>What a value of the field has to be, as the end of a sentence that begins with its name.</summary>
    public static string Requirement(FieldPlan field) => field.Kind switch
    {
        FieldKind.Bool => "must be true or false",
        FieldKind.String => "must be a string",
        FieldKind.Bytes => "must be a base64 string",
        FieldKind.Enum => $"must be one of: {field.Enum!.Words}",
        FieldKind.Float or FieldKind.Double => "must be a number",
        FieldKind.Int32 or FieldKind.SInt32 or FieldKind.SFixed32 => "must be a whole number from -2147483648 to 2147483647",
        FieldKind.UInt32 or FieldKind.Fixed32 => "must be a whole number from 0 to 4294967295",
        FieldKind.UInt64 or FieldKind.Fixed64 => "must be a whole number from 0 to 18446744073709551615",
        FieldKind.Int64 or FieldKind.SInt64 or FieldKind.SFixed64 =>
            "must be a whole number from -9223372036854775808 to 9223372036854775807",
        _ => "must be an object",
    };

    /// <summary>Writes the value of a text, without a tag.</summary>
    public static bool TryWrite(FieldPlan field, ReadOnlySpan<byte> text, WireWriter output)
    {
        switch (field.Kind)
        {
            case FieldKind.String:
                output.WriteBytes(text);
                return true;
            case FieldKind.Bytes:
                return TryWriteBase64(text, output);
            case FieldKind.Bool:
                output.WriteVarint(text.SequenceEqual("true"u8) ? 1u : 0u);
                return text.SequenceEqual("true"u8) || text.SequenceEqual("false"u8);
            case FieldKind.Enum:
                return TryWriteWord(field, text, output) || (NumberText.IsNumber(text) && TryWriteNumber(field, text, output));
            case FieldKind.Float or FieldKind.Double when SpecialNumber(text) is { } special:
                WriteSpecial(field, special, output);
                return true;
            default:
                return NumberText.IsNumber(text) && TryWriteNumber(field, text, output);
        }
    }

    public static bool TryWriteWord(FieldPlan field, ReadOnlySpan<byte> word, WireWriter output)
    {
        if (!field.Enum!.TryParse(word, out var number))
        {
            return false;
        }

        output.WriteVarint((ulong)number);
        return true;
    }

    /// <summary>Writes the value of a text that is known to be a JSON number, or nearly.</summary>
    public static bool TryWriteNumber(FieldPlan field, ReadOnlySpan<byte> text, WireWriter output)
    {
        switch (field.Kind)
        {
            case FieldKind.Float:
                // Not by way of a double: what is rounded twice may come out as the neighbour.
                if (!Utf8Parser.TryParse(text, out float single, out var length) || length != text.Length || !float.IsFinite(single))
                {
                    return false;
                }

                output.WriteFixed32(BitConverter.SingleToUInt32Bits(single));
                return true;
            case FieldKind.Double:
                if (!Utf8Parser.TryParse(text, out double real, out var used) || used != text.Length || !double.IsFinite(real))
                {
                    return false;
                }

                output.WriteFixed64(BitConverter.DoubleToUInt64Bits(real));
                return true;
            case FieldKind.UInt64 or FieldKind.Fixed64 or FieldKind.UInt32 or FieldKind.Fixed32:
                return NumberText.TryParse(text, out ulong unsigned) && TryWriteUnsigned(field, unsigned, output);
            default:
                return NumberText.TryParse(text, out long signed) && TryWriteSigned(field, signed, output);
        }
    }

    private static bool TryWriteUnsigned(FieldPlan field, ulong value, WireWriter output)
    {
        if (field.Kind is FieldKind.UInt32 or FieldKind.Fixed32 && value > uint.MaxValue)
        {
            return false;
        }

        switch (field.Kind)
        {
            case FieldKind.Fixed32:
                output.WriteFixed32((uint)value);
                break;
            case FieldKind.Fixed64:
                output.WriteFixed64(value);
                break;
            default:
                output.WriteVarint(value);
                break;
        }

        return true;
    }

    private static bool TryWriteSigned(FieldPlan field, long value, WireWriter output)
    {
        if (field.Kind is FieldKind.Int32 or FieldKind.SInt32 or FieldKind.SFixed32 or FieldKind.Enum
            && value is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        switch (field.Kind)
        {
            case FieldKind.SFixed32:
                output.WriteFixed32((uint)value);
                break;
            case FieldKind.SFixed64:
                output.WriteFixed64((ulong)value);
                break;
            case FieldKind.SInt32:
                output.WriteVarint((uint)(((int)value << 1) ^ ((int)value >> 31)));
                break;
            case FieldKind.SInt64:
                output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
                break;
            default:
                output.WriteVarint((ulong)value);
                break;
        }

        return true;
    }

    private static void WriteSpecial(FieldPlan field, double value, WireWriter output)
    {
        if (field.Kind == FieldKind.Float)
        {
            output.WriteFixed32(BitConverter.SingleToUInt32Bits((float)value));
        }
        else
        {
            output.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));
        }
    }

    private static double? SpecialNumber(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("NaN"u8) ? double.NaN
        : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
        : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
        : null;

    /// <summary>Reads base64 of either alphabet, with or without padding. Bits behind the last whole byte are ignored.</summary>
    private static bool TryWriteBase64(ReadOnlySpan<byte> text, WireWriter output)
    {
        Span<byte> url = new byte[text.Length];
        text.CopyTo(url);
        url.Replace((byte)'+', (byte)'-');
        url.Replace((byte)'/', (byte)'_');
        if (url.Length % 4 == 0)
        {
            url = url.EndsWith("=="u8) ? url[..^2] : url.EndsWith("="u8) ? url[..^1] : url;
        }

        if (url.Length % 4 is var rest and > 1)
        {
            url[^1] = WithoutSpareBits(url[^1], rest == 2 ? 0b110000 : 0b111100);
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(url.Length)];
        var status = Base64Url.DecodeFromUtf8(url, bytes, out _, out var written);
        output.WriteBytes(bytes.AsSpan(0, written));
        return status == System.Buffers.OperationStatus.Done;
    }

    private static byte WithoutSpareBits(byte letter, int kept)
    {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;
        var value = alphabet.IndexOf(letter);
        return value < 0 ? letter : alphabet[value & kept];
    }
}
