using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Rating;

namespace FocusSuite.Progress.Days;

/// <summary>What a change of a day came to.</summary>
/// <param name="Day">The day now; the same object where nothing changed.</param>
/// <param name="Count">What the answer counts: tasks that are done, or reflections.</param>
/// <param name="DayCompleted">Whether the day is complete.</param>
/// <param name="Events">What happened.</param>
internal sealed record DayOutcome(ProgramDay Day, int Count, bool DayCompleted, IReadOnlyList<FocusEvent> Events)
{
    /// <summary>The day's rating, where the answer tells it.</summary>
    public DayRating? Rating { get; init; }

    /// <summary>Whether this very change completed the day.</summary>
    public bool CompletesDay => Events.Any(happened => happened is DayEvaluated);

    /// <summary>The same change, but for what completed the day.</summary>
    public DayOutcome Incomplete() => new(
        Day with { CompletedAt = null, CompletedBy = null, CompletedByEvent = null },
        Count,
        DayCompleted: false,
        [.. Events.Where(happened => happened is not DayEvaluated)]);

    public static DayOutcome Unchanged(ProgramDay day, int count) => new(day, count, day.IsCompleted, []);

    /// <summary>A request that had acted before: answered as then.</summary>
    public static DayOutcome Repeat(ProgramDay day, RequestReceipt receipt) => new(day, receipt.Count, receipt.DayCompleted, []) { Rating = receipt.Rating };
}
