using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>Reads timestamps (RFC 3339, any offset) and durations (<c>1.5s</c>) into the fields of their messages.</summary>
internal static class TimeText
{
    private const long MaxDuration = 315576000000;

    public static bool TryWriteTimestamp(ReadOnlySpan<byte> text, WireWriter output)
    {
        // 2025-10-14T10:00:00 is followed by a fraction, if any, and Z or an offset.
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute)
                || !TryDigits(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month) || hour > 23 || minute > 59
            || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (!TryFraction(ref rest, out var nanos) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var time = new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, (int)second, DateTimeKind.Utc);
        var seconds = ((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
        if (seconds is < -62135596800 or > 253402300799)
        {
            return false;
        }

        Write(seconds, nanos, output);
        return true;
    }

    public static bool TryWriteDuration(ReadOnlySpan<byte> text, WireWriter output)
    {
        if (text.Length < 2 || text[^1] != 's')
        {
            return false;
        }

        var negative = text[0] == '-';
        var rest = text[(negative ? 1 : 0)..^1];
        var digits = rest.IndexOf((byte)'.');
        if (digits < 0)
        {
            digits = rest.Length;
        }

        if (digits is 0 or > 12 || !TryDigits(rest[..digits], out var seconds) || seconds > MaxDuration)
        {
            return false;
        }

        rest = rest[digits..];
        if (!TryFraction(ref rest, out var nanos) || !rest.IsEmpty)
        {
            return false;
        }

        Write(negative ? -seconds : seconds, negative ? -nanos : nanos, output);
        return true;
    }

    private static void Write(long seconds, int nanos, WireWriter output)
    {
        if (seconds != 0)
        {
            output.WriteTag(1, 0);
            output.WriteVarint((ulong)seconds);
        }

        if (nanos != 0)
        {
            output.WriteTag(2, 0);
            output.WriteVarint((ulong)nanos);
        }
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, out int nanos)
    {
        nanos = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        var length = 1;
        while (length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9')
        {
            length++;
        }

        if (length is 1 or > 10 || !TryDigits(text[1..length], out var value))
        {
            return false;
        }

        for (var i = length; i < 10; i++)
        {
            value *= 10;
        }

        nanos = (int)value;
        text = text[length..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.SequenceEqual("Z"u8))
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[4..6], out var minutes) || hours > 18 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 60) + minutes) * (text[0] == '-' ? -60 : 60);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        foreach (var b in text)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        return true;
    }
}
