using System.Globalization;

namespace FocusSuite.Insights.Domain;

/// <summary>
/// What facts are about. The key is made of what the owner calls the thing, so that its word comes to the same row however often it is told
/// and from wherever: an event or a rebuild.
/// </summary>
internal static class FactKeys
{
    /// <summary>More characters than any key has.</summary>
    public const int MaxLength = 128;

    /// <summary>The key of a session.</summary>
    /// <param name="sessionId">24 hexadecimal characters.</param>
    public static string Session(string sessionId) => $"session/{sessionId}";

    /// <summary>The key of a distraction: it goes with its session.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="number">Which of the session's, from 1.</param>
    public static string Distraction(string sessionId, int number) => Invariant($"{Session(sessionId)}/distraction/{number}");

    /// <summary>The key of a task.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="dayNumber">The day, from 1.</param>
    /// <param name="index">Its place in the day, from 0.</param>
    public static string Task(long enrollmentId, int dayNumber, int index) => Invariant($"task/{enrollmentId}/{dayNumber}/{index}");

    /// <summary>The key of a reflection.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="dayNumber">The day, from 1.</param>
    /// <param name="number">Its number in the day, from 1.</param>
    public static string Reflection(long enrollmentId, int dayNumber, int number) =>
        Invariant($"reflection/{enrollmentId}/{dayNumber}/{number}");

    /// <summary>The key of a day's rating.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="dayNumber">The day, from 1.</param>
    public static string Rating(long enrollmentId, int dayNumber) => Invariant($"rating/{enrollmentId}/{dayNumber}");

    /// <summary>The key of a complete day.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="dayNumber">The day, from 1.</param>
    public static string Day(long enrollmentId, int dayNumber) => Invariant($"day/{enrollmentId}/{dayNumber}");

    /// <summary>The key of a program's start.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    public static string Started(long enrollmentId) => Invariant($"started/{enrollmentId}");

    /// <summary>The key of a program's completion.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    public static string Completed(long enrollmentId) => Invariant($"completed/{enrollmentId}");

    /// <summary>The key of a program's abandonment.</summary>
    /// <param name="enrollmentId">The enrollment.</param>
    public static string Abandoned(long enrollmentId) => Invariant($"abandoned/{enrollmentId}");

    /// <summary>The key of the session that a distraction goes with; of every other fact nothing.</summary>
    /// <param name="key">A key.</param>
    public static string WholeOf(string key) => key.IndexOf("/distraction/", StringComparison.Ordinal) is > 0 and var end
        ? key[..end]
        : string.Empty;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
