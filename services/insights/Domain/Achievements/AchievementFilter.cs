namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>Which facts a condition looks at. All that is said must hold; what is not said does not matter.</summary>
internal sealed record AchievementFilter
{
    /// <summary>All facts.</summary>
    public static readonly AchievementFilter None = new();

    /// <summary>The lengths of the programs that there are.</summary>
    public static readonly IReadOnlyList<int> ProgramLengths = [14, 30];

    /// <summary>Only on these days of the week; on any when empty.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Only in programs of this length.</summary>
    public int? ProgramDays { get; init; }

    /// <summary>Only sessions of at least so many credited minutes.</summary>
    public int? MinMinutes { get; init; }

    /// <summary>Only sessions of at most so many credited minutes.</summary>
    public int? MaxMinutes { get; init; }

    /// <summary>Only sessions that a clock measured.</summary>
    public bool IsMeasuredOnly { get; init; }

    /// <summary>Only from this day of a program on.</summary>
    public int? FirstDay { get; init; }

    /// <summary>Only to this day of a program.</summary>
    public int? LastDay { get; init; }

    /// <summary>Whether it asks for anything that only sessions have.</summary>
    public bool IsOfSessions => MinMinutes is not null || MaxMinutes is not null || IsMeasuredOnly;

    /// <summary>Whether a fact passes.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="history">All facts: a program's length stands in another one.</param>
    public bool Passes(Fact fact, FactHistory history) =>
        (Weekdays.Count == 0 || Weekdays.Contains(fact.Date.DayOfWeek))
        && (ProgramDays is null || history.ProgramDaysOf(fact.EnrollmentId) == ProgramDays)
        && (MinMinutes is null || fact.Seconds >= MinMinutes * 60)
        && (MaxMinutes is null || fact.Seconds <= MaxMinutes * 60)
        && !(IsMeasuredOnly && fact.IsManual)
        && (FirstDay is null || fact.DayNumber >= FirstDay)
        && (LastDay is null || (fact.DayNumber > 0 && fact.DayNumber <= LastDay));
}
