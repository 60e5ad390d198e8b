namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>How a person stands with an achievement, by the facts that there are.</summary>
internal sealed record Standing
{
    public required AchievementDefinition Definition { get; init; }

    /// <summary>What the facts earn, in the order in which it was earned.</summary>
    public required IReadOnlyList<EarnedAchievement> Earned { get; init; }

    /// <summary>
    /// How much there is toward the next level: today, in this week or in this program, as the window has it. Of a tree: how many of the
    /// rules below its root are met.
    /// </summary>
    public required int Current { get; init; }

    /// <summary>
    /// The most that there ever was: in any day, week or program, or in any dates in a row. Of a tree: as <see cref="Current"/>.
    /// </summary>
    public required int Best { get; init; }

    /// <summary>
    /// How much the next level asks for, in the current window of a repeatable one; null where there is none that is not earned yet.
    /// </summary>
    public required int? Next { get; init; }

    /// <summary>What is counted, for people: "sessions".</summary>
    public required string Unit { get; init; }

    /// <summary>Of a tree: each of its conditions, in its order.</summary>
    public required IReadOnlyList<ConditionStanding> Conditions { get; init; }
}

/// <summary>
/// Something earned. It is the same as another of the same code, version, level and window; so nothing is earned twice.
/// </summary>
internal sealed record EarnedAchievement
{
    /// <summary>At most so many facts are told as the reason.</summary>
    public const int MaxFacts = 100;

    /// <summary>Which level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>The day, week or program of a repeatable one: "2026-03-10", "2026-W11" or "enrollment/12"; else "".</summary>
    public required string Window { get; init; }

    /// <summary>When the fact happened that earned it.</summary>
    public required DateTimeOffset EarnedAt { get; init; }

    /// <summary>The keys of the facts that earned it, in the order of the facts; the last ones where there are more than 100.</summary>
    public required IReadOnlyList<string> FactKeys { get; init; }

    /// <summary>How many facts earned it, of which <see cref="FactKeys"/> are the last.</summary>
    public required int FactsCount { get; init; }
}

/// <summary>How a person stands with one condition of a tree.</summary>
/// <param name="Metric">What it measures.</param>
/// <param name="Current">How much there is, as <see cref="Standing.Current"/>.</param>
/// <param name="AtLeast">How much it asks for.</param>
/// <param name="Unit">What is counted, for people.</param>
/// <param name="IsMet">Whether it is met: ever, or in the current day, week or program.</param>
internal sealed record ConditionStanding(Metric Metric, int Current, int AtLeast, string Unit, bool IsMet);
