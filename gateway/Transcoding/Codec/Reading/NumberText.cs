using System.Buffers.Text;
using System.Globalization;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Whole numbers in all the spellings that JSON has for them: <c>100</c>, <c>100.0</c>, <c>1e2</c>.</summary>
internal static class NumberText
{
    private const NumberStyles AnySpelling = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        if (!TryParseWhole(text, out var number) || number is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        if (!TryParseWhole(text, out var number) || number is < ulong.MinValue or > ulong.MaxValue)
        {
            return false;
        }

        value = (ulong)number;
        return true;
    }

    /// <summary>Whether a text is a number as JSON writes it: no plus, no leading zero or point, no space.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var whole = Digits(text, ref i);
        if (whole == 0 || (whole > 1 && text[i - whole] == '0'))
        {
            return false;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        if (i < text.Length && text[i] is (byte)'e' or (byte)'E')
        {
            i++;
            i += i < text.Length && text[i] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (Digits(text, ref i) == 0)
            {
                return false;
            }
        }

        return i == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int i)
    {
        var start = i;
        while (i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9')
        {
            i++;
        }

        return i - start;
    }

    private static bool TryParseWhole(ReadOnlySpan<byte> text, out decimal number) =>
        decimal.TryParse(text, AnySpelling, CultureInfo.InvariantCulture, out number) && number == decimal.Truncate(number);
}
