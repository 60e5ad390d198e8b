namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// An achievement as its author wrote it. Once published, a version of it never changes; what is to change gets a new version.
/// </summary>
internal sealed record AchievementDefinition
{
    /// <summary>Its name for machines, like <c>first_session</c>. It outlives all versions.</summary>
    public required string Code { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Whether it is a surprise: it is counted but not told until it is earned.</summary>
    public bool IsHidden { get; init; }

    public AchievementKeeps Keeps { get; init; }

    /// <summary>Whether it is earned anew in each day, week or program that meets it.</summary>
    public bool IsRepeatable { get; init; }

    public required AchievementRule Rule { get; init; }

    /// <summary>The thresholds of its levels; a tree of conditions has one level and no threshold of its own.</summary>
    public int LevelsCount => Rule is AchievementCondition condition ? condition.Levels.Count : 1;
}

/// <summary>Whether an achievement outlives what earned it.</summary>
internal enum AchievementKeeps
{
    /// <summary>It goes when the facts go that earned it.</summary>
    Live,

    /// <summary>It stays once earned, whatever is corrected or deleted later.</summary>
    Kept,
}
