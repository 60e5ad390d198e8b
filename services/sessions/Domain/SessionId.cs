using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FocusSuite.Domain;

namespace FocusSuite.Sessions.Domain;

/// <summary>Ids of sessions: 24 hexadecimal characters.</summary>
internal static partial class SessionId
{
    private const int Bytes = 12;

    public static bool IsWellFormed(string id) => Form().IsMatch(id);

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// The id of a session whose start carries a key, so that a repeat after a crash finds the session that was started. Time is cut into
    /// spans as long as a key lives: a session found in the current span is this key's still, one of the span before may be, and a key that
    /// is used again later starts another session.
    /// </summary>
    public static string OfKey(long userId, string key, DateTimeOffset now) => Hash(userId, key, Span(now));

    /// <summary>Where a repeat has to look: in this span and in the one before.</summary>
    public static IReadOnlyList<string> Candidates(long userId, string key, DateTimeOffset now) =>
        [Hash(userId, key, Span(now)), Hash(userId, key, Span(now) - 1)];

    private static long Span(DateTimeOffset now) => now.ToUnixTimeMilliseconds() / (long)OperationContext.KeyLifetime.TotalMilliseconds;

    private static string Hash(long userId, string key, long span)
    {
        // The key comes last: whatever characters it has, no two inputs are the same text.
        var text = string.Create(CultureInfo.InvariantCulture, $"focus session start\n{userId}\n{span}\n{key}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }

    [GeneratedRegex(@"\A[0-9a-f]{24}\z")]
    private static partial Regex Form();
}
