using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Writing;

/// <summary>Writes timestamps as RFC 3339 in UTC and durations as seconds, with 0, 3, 6 or 9 decimals.</summary>
internal static class TimeWriter
{
    private const long MinTimestamp = -62135596800;
    private const long MaxTimestamp = 253402300799;
    private const long MaxDuration = 315576000000;

    public static void WriteTimestamp(ReadOnlySpan<byte> wire, ref JsonOutput json)
    {
        var (seconds, nanos) = Read(wire);
        if (seconds is < MinTimestamp or > MaxTimestamp || nanos is < 0 or > 999_999_999)
        {
            throw ProtoJsonException.NoJsonForm("The message has a google.protobuf.Timestamp outside the years 1 to 9999.");
        }

        var time = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        Span<byte> text = stackalloc byte[32];
        text[0] = (byte)'"';
        Digits(text[1..], time.Year, 4);
        text[5] = (byte)'-';
        Digits(text[6..], time.Month, 2);
        text[8] = (byte)'-';
        Digits(text[9..], time.Day, 2);
        text[11] = (byte)'T';
        Digits(text[12..], time.Hour, 2);
        text[14] = (byte)':';
        Digits(text[15..], time.Minute, 2);
        text[17] = (byte)':';
        Digits(text[18..], time.Second, 2);
        var length = 20 + Fraction(text[20..], nanos);
        text[length++] = (byte)'Z';
        json.Write(text[..length]);
        json.Write((byte)'"');
    }

    public static void WriteDuration(ReadOnlySpan<byte> wire, ref JsonOutput json)
    {
        var (seconds, nanos) = Read(wire);
        if (seconds is < -MaxDuration or > MaxDuration || nanos is < -999_999_999 or > 999_999_999 || (seconds < 0 && nanos > 0)
            || (seconds > 0 && nanos < 0))
        {
            throw ProtoJsonException.NoJsonForm("The message has an invalid google.protobuf.Duration.");
        }

        json.Write(seconds < 0 || nanos < 0 ? "\"-"u8 : "\""u8);
        json.Write(Math.Abs(seconds));
        Span<byte> fraction = stackalloc byte[10];
        json.Write(fraction[..Fraction(fraction, Math.Abs(nanos))]);
        json.Write("s\""u8);
    }

    private static (long Seconds, int Nanos) Read(ReadOnlySpan<byte> wire)
    {
        var reader = new WireReader(wire);
        long seconds = 0;
        var nanos = 0;
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            switch (tag)
            {
                case 1 << 3:
                    seconds = (long)reader.ReadVarint();
                    break;
                case 2 << 3:
                    nanos = (int)reader.ReadVarint();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return (seconds, nanos);
    }

    private static int Fraction(Span<byte> text, int nanos)
    {
        if (nanos == 0)
        {
            return 0;
        }

        var digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9;
        text[0] = (byte)'.';
        Digits(text[1..], nanos / (digits == 3 ? 1_000_000 : digits == 6 ? 1000 : 1), digits);
        return digits + 1;
    }

    private static void Digits(Span<byte> text, int value, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
