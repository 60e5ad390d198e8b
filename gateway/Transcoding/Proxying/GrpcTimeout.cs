using System.Globalization;

namespace GrpcTranscoding.Proxying;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit, as gRPC's protocol over HTTP/2 has it.</summary>
internal static class GrpcTimeout
{
    public const string Header = "grpc-timeout";

    private const int MaxDigits = 8;

    /// <summary>Reads a header's text.</summary>
    /// <returns>False when it is none; a time beyond what a timer can wait for is no limit.</returns>
    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = Timeout.InfiniteTimeSpan;
        if (text.Length is < 2 or > MaxDigits + 1
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || TicksOf(text[^1]) is not { } ticks)
        {
            return false;
        }

        // Nanoseconds are a hundredth of a tick.
        var wanted = text[^1] == 'n' ? amount / 100 : amount * ticks;
        timeout = wanted > TimeSpan.FromDays(1).Ticks ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(wanted);
        return true;
    }

    /// <summary>Writes a time of at least a millisecond.</summary>
    public static string Text(TimeSpan timeout) =>
        timeout.TotalMilliseconds < 100_000_000
            ? ((long)Math.Max(1, timeout.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture) + "m"
            : ((long)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "S";

    /// <summary>The smaller of two times, either of which may be infinite.</summary>
    public static TimeSpan Smaller(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;

    private static long? TicksOf(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        'n' => 0,
        _ => null,
    };
}
