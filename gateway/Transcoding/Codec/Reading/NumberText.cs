using System.Buffers.Text;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Whole numbers in all the spellings that JSON has for them: <c>100</c>, <c>100.0</c>, <c>1e2</c>.</summary>
internal static class NumberText
{
    // Ten to more than this is no 64-bit number, nor is anything that is multiplied with it.
    private const int MaxScale = 19;

    // Further from zero than any text is long.
    private const long MaxExponent = long.MaxValue / 20;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        if (!TryParseWhole(text, out var isNegative, out var magnitude) || magnitude > (ulong)long.MaxValue + (isNegative ? 1u : 0u))
        {
            return false;
        }

        value = isNegative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        return TryParseWhole(text, out var isNegative, out value) && (!isNegative || value == 0);
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

    /// <summary>
    /// Takes a number apart into digits and a power of ten, without rounding: it is whole if no digit but zeros stands behind the point.
    /// The work grows with the text alone, not with what it stands for.
    /// </summary>
    private static bool TryParseWhole(ReadOnlySpan<byte> text, out bool isNegative, out ulong magnitude)
    {
        isNegative = !text.IsEmpty && text[0] == '-';
        magnitude = 0;
        var digits = text[(isNegative ? 1 : 0)..];
        var e = digits.IndexOfAny((byte)'e', (byte)'E');
        var scale = e < 0 ? 0 : Exponent(digits[(e + 1)..]);
        digits = e < 0 ? digits : digits[..e];
        var point = digits.IndexOf((byte)'.');
        var fraction = point < 0 ? default : digits[(point + 1)..].TrimEnd((byte)'0');
        var whole = point < 0 ? digits : digits[..point];
        if (fraction.IsEmpty)
        {
            var length = whole.Length;
            whole = whole.TrimEnd((byte)'0');
            scale += length - whole.Length;
        }

        scale -= fraction.Length;
        if (!TryAppend(whole, ref magnitude) || !TryAppend(fraction, ref magnitude))
        {
            return false;
        }

        if (magnitude == 0)
        {
            return true;
        }

        // The last digit is no zero: anything below it is a fraction.
        return scale is >= 0 and <= MaxScale && TryAppend("0000000000000000000"u8[..(int)scale], ref magnitude);
    }

    private static bool TryAppend(ReadOnlySpan<byte> digits, ref ulong magnitude)
    {
        foreach (var digit in digits)
        {
            var longer = Math.BigMul(magnitude, 10, out var low);
            magnitude = low + (ulong)(digit - '0');
            if (longer > 0 || magnitude < low)
            {
                return false;
            }
        }

        return true;
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        long value = 0;
        foreach (var digit in text[(text[0] is (byte)'+' or (byte)'-' ? 1 : 0)..])
        {
            value = Math.Min((value * 10) + (digit - '0'), MaxExponent);
        }

        return text[0] == '-' ? -value : value;
    }
}
