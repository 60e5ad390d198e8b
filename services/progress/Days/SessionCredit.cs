using System.Text.Json.Serialization;

namespace FocusSuite.Progress.Days;

/// <summary>A focus session whose time was credited to a day.</summary>
/// <param name="Id">The session.</param>
/// <param name="Seconds">The time that was credited.</param>
/// <param name="Date">
/// The date of the end of that time by its person's calendar, for the streak. Decided once: later settings change nothing of it.
/// </param>
internal sealed record SessionCredit(string Id, int Seconds, DateOnly Date)
{
    /// <summary>A session of less than a minute is one, and its seconds add up, but it makes no day of a streak.</summary>
    public const int LeastSecondsOfStreak = 60;

    /// <summary>The dates right before it that its person never had; mostly none.</summary>
    public IReadOnlyList<DateOnly> Skipped { get; init; } = [];

    [JsonIgnore]
    public bool CountsForStreak => Seconds >= LeastSecondsOfStreak;

    /// <summary>
    /// So many credits a day are remembered one by one. Events are redelivered within minutes; a thousand sessions in one day of a program take longer.
    /// The bound keeps a document small whatever a client does.
    /// </summary>
    public const int Remembered = 1000;
}
