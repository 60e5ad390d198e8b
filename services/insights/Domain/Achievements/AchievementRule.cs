namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// What earns an achievement: one condition, or a tree of them. Conditions on a day, a week or a program are met together in one and the
/// same; those on all time or on some dates in a row look at everything.
/// </summary>
internal abstract record AchievementRule
{
    /// <summary>A tree may be so deep; a condition alone is 1 deep.</summary>
    public const int MaxDepth = 4;

    /// <summary>So many rules may stand side by side under all or any.</summary>
    public const int MaxRules = 10;

    /// <summary>The conditions at its leaves, in their order.</summary>
    public abstract IEnumerable<AchievementCondition> Conditions { get; }
}

/// <summary>Earned when all of its rules are.</summary>
internal sealed record AllRule(IReadOnlyList<AchievementRule> Rules) : AchievementRule
{
    public override IEnumerable<AchievementCondition> Conditions => Rules.SelectMany(rule => rule.Conditions);
}

/// <summary>Earned as soon as one of its rules is.</summary>
internal sealed record AnyRule(IReadOnlyList<AchievementRule> Rules) : AchievementRule
{
    public override IEnumerable<AchievementCondition> Conditions => Rules.SelectMany(rule => rule.Conditions);
}

/// <summary>A metric of the facts that pass a filter, in a window, and how much of it is asked for.</summary>
internal sealed record AchievementCondition : AchievementRule
{
    /// <summary>An achievement has so many levels at most.</summary>
    public const int MaxLevels = 10;

    public required Metric Metric { get; init; }

    public AchievementFilter Filter { get; init; } = AchievementFilter.None;

    public AchievementWindow Window { get; init; } = AchievementWindow.Ever;

    /// <summary>The thresholds, ascending. In a tree there is one.</summary>
    public required IReadOnlyList<int> Levels { get; init; }

    public override IEnumerable<AchievementCondition> Conditions => [this];
}
