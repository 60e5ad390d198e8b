namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>How a person's own streak stands on a date, by the rules of <see cref="PersonalStreak"/>.</summary>
internal sealed record StreakReport
{
    /// <summary>The kept dates of the streak that is alive; 0 where none is. It stands still while one waits to be earned back.</summary>
    public required int Current { get; init; }

    /// <summary>The kept dates of the longest streak that there was. Never less than the current one.</summary>
    public required int Longest { get; init; }

    /// <summary>The first kept date of the current streak; null where none is alive.</summary>
    public required DateOnly? StartedOn { get; init; }

    /// <summary>The freezes that can still be spent, 0..2.</summary>
    public required int FreezesLeft { get; init; }

    /// <summary>The kept dates toward the next freeze, 0..6; 0 while no more can be had.</summary>
    public required int KeptTowardNextFreeze { get; init; }

    /// <summary>Whether today is kept.</summary>
    public required bool IsTodayKept { get; init; }

    /// <summary>
    /// The date by whose end the streak is lost if nothing more is done, where a date waits to be earned back; else null. It is the second
    /// date after the missed one, but the first where that is today and still has to be kept.
    /// </summary>
    public required DateOnly? SavableUntil { get; init; }

    /// <summary>
    /// What each date was, in order: the last <see cref="PersonalStreak.LookBackDates"/> up to today, or up to the last kept date where the
    /// person has moved east since.
    /// </summary>
    public required IReadOnlyList<StreakDay> Days { get; init; }
}

/// <summary>What a date was for a streak.</summary>
/// <param name="Date">By the person's calendar.</param>
/// <param name="Kind">What it was.</param>
internal readonly record struct StreakDay(DateOnly Date, StreakDayKind Kind);

/// <summary>What a date can be for a streak. The rules stand at <see cref="PersonalStreak"/>.</summary>
internal enum StreakDayKind
{
    /// <summary>It is over, and there was no streak: nothing had been kept yet, or nothing since one ended.</summary>
    Idle,

    /// <summary>There was focus on it.</summary>
    Kept,

    /// <summary>The person never had it.</summary>
    Skipped,

    /// <summary>The person was on vacation.</summary>
    Vacation,

    /// <summary>It was one of the week's rest days.</summary>
    Rest,

    /// <summary>The suite was out of order.</summary>
    Repaired,

    /// <summary>A freeze was spent on it.</summary>
    Frozen,

    /// <summary>It was missed, and twice the work was done soon after.</summary>
    EarnedBack,

    /// <summary>Not decided yet: today, or a missed date that can still be earned back.</summary>
    Open,

    /// <summary>It was missed, and ended the streak.</summary>
    Broken,
}
