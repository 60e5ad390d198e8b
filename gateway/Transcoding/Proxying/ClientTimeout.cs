using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// The time that a client gives a call: <c>Grpc-Timeout</c>, up to eight digits and a unit, as gRPC writes it. A client that no longer waits for an answer
/// must not hold a service up. Less than a millisecond is no time in which anything could be answered, and refused like what is no time at all.
/// </summary>
internal static class ClientTimeout
{
    public const string Header = "grpc-timeout";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    // A timer takes no more than this; nobody waits so long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Reads the header.</summary>
    /// <param name="request">The request.</param>
    /// <param name="timeout">What it says; without an end when it is not there.</param>
    /// <returns>False when it cannot be understood, or not be met.</returns>
    public static bool TryRead(HttpRequest request, out TimeSpan timeout)
    {
        timeout = Timeout.InfiniteTimeSpan;
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return true;
        }

        // Two of them are joined by a comma, which is none of the letters.
        var text = values.ToString();
        if (text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || TimeOf(number, text[^1]) is not { } time || time < Shortest)
        {
            return false;
        }

        timeout = time < Longest ? time : Longest;
        return true;
    }

    /// <summary>The smaller of two times, each of which may be without an end.</summary>
    public static TimeSpan Smaller(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan || one < other ? one : other;

    private static TimeSpan? TimeOf(long number, char unit) => unit switch
    {
        'H' => TimeSpan.FromTicks(number * TimeSpan.TicksPerHour),
        'M' => TimeSpan.FromTicks(number * TimeSpan.TicksPerMinute),
        'S' => TimeSpan.FromTicks(number * TimeSpan.TicksPerSecond),
        'm' => TimeSpan.FromTicks(number * TimeSpan.TicksPerMillisecond),
        'u' => TimeSpan.FromTicks(number * TimeSpan.TicksPerMicrosecond),
        'n' => TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick),
        _ => null,
    };
}
