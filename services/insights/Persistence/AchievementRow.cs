namespace FocusSuite.Insights.Persistence;

/// <summary>
/// An achievement that a person was granted. One that was taken back keeps its row with the reason; it can be granted again.
/// </summary>
internal sealed class AchievementRow
{
    public required long UserId { get; init; }

    public required string Code { get; init; }

    /// <summary>Which level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>The date, week or program of a repeatable one; else empty.</summary>
    public required string Window { get; init; }

    /// <summary>The version of the definition by which it was granted.</summary>
    public required int Version { get; set; }

    /// <summary>When the fact happened that earned it.</summary>
    public required DateTimeOffset EarnedAt { get; set; }

    /// <summary>
    /// When it was granted, in suite time: later than the fact where that was entered afterwards, or where the definition is newer.
    /// </summary>
    public required DateTimeOffset GrantedAt { get; set; }

    /// <summary>The keys of the facts that earned it.</summary>
    public required IReadOnlyList<string> FactKeys { get; set; }

    /// <summary>When it was taken back; null while it is held.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Which of the facts are gone that earned it; empty where one of them was corrected.</summary>
    public IReadOnlyList<string> RevokedFor { get; set; } = [];
}
