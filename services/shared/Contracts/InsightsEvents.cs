namespace FocusSuite.Messaging.Events;

/// <summary>A user earned a level of an achievement.</summary>
[PublishedOnly]
public sealed record AchievementEarned : FocusEvent
{
    /// <summary>The achievement, e.g. <c>first_session</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Which level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>The date, week or program of one that can be earned again; else empty.</summary>
    public required string Window { get; init; }

    /// <summary>The name that users see.</summary>
    public required string Title { get; init; }

    /// <summary>When the fact happened that earned it, in suite time.</summary>
    public required DateTimeOffset EarnedAt { get; init; }
}

/// <summary>A level of an achievement was taken back, since a correction took back what had earned it.</summary>
[PublishedOnly]
public sealed record AchievementRevoked : FocusEvent
{
    /// <summary>The achievement.</summary>
    public required string Code { get; init; }

    /// <summary>Which level, from 1.</summary>
    public required int Level { get; init; }

    /// <summary>As in <see cref="AchievementEarned"/>.</summary>
    public required string Window { get; init; }
}
