namespace FocusSuite.Insights.Domain;

/// <summary>
/// Something that a person did, as it counts now. All achievements, streaks and figures are functions of a person's facts. A fact that is
/// corrected is replaced, and one that is taken back is no fact any more.
/// </summary>
internal sealed record Fact
{
    /// <summary>What it is about, of one person: see <see cref="FactKeys"/>. A person has at most one fact of a key.</summary>
    public required string Key { get; init; }

    public required FactKind Kind { get; init; }

    /// <summary>When it happened, in suite time (UTC, milliseconds). Of a session: the end of the time that counts.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The date that it was for the person, by the settings in force at that moment.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The enrollment; 0 where the owner did not tell it.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day of the program, from 1; 0 for what concerns the program as a whole.</summary>
    public int DayNumber { get; init; }

    /// <summary>Of a session: when it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Of a session: the seconds that count.</summary>
    public int Seconds { get; init; }

    /// <summary>Of a session: the planned seconds.</summary>
    public int PlannedSeconds { get; init; }

    /// <summary>Of a session: how often its clock was stopped.</summary>
    public int Pauses { get; init; }

    /// <summary>Of a session: whether the person entered it afterwards, so that no clock measured it.</summary>
    public bool IsManual { get; init; }

    /// <summary>Of a session: how productive it was, 1..5; null where nothing was said.</summary>
    public int? Productivity { get; init; }

    /// <summary>Of a rating: how hard the day was, 1..5; null where nothing was said.</summary>
    public int? Difficulty { get; init; }

    /// <summary>Of a rating: how good the day was, 1..5; null where nothing was said.</summary>
    public int? Satisfaction { get; init; }

    /// <summary>Of a program: its length in days; 0 of other facts.</summary>
    public int TotalDays { get; init; }
}

/// <summary>What kind of thing a person did. Stored by name.</summary>
internal enum FactKind
{
    /// <summary>A focus session was completed, and its time counts.</summary>
    SessionCredited,

    /// <summary>A distraction was noted in a session.</summary>
    DistractionNoted,

    /// <summary>A task of a day was done.</summary>
    TaskDone,

    /// <summary>A reflection was written.</summary>
    ReflectionWritten,

    /// <summary>A day was rated.</summary>
    DayRated,

    /// <summary>All was done that a day asks for, and the day counts.</summary>
    DayCompleted,

    /// <summary>A program was started.</summary>
    ProgramStarted,

    /// <summary>All days of a program are complete.</summary>
    ProgramCompleted,

    /// <summary>A program was given up.</summary>
    ProgramAbandoned,
}
