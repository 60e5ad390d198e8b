using FocusSuite.Domain;

namespace FocusSuite.Sessions.Domain;

/// <summary>What a person wants to do in a session; checked for its form.</summary>
/// <param name="EnrollmentId">The enrollment, as the request names it.</param>
/// <param name="DayNumber">The day, from 1.</param>
/// <param name="DurationMinutes">1..180.</param>
/// <param name="Type">Why.</param>
/// <param name="TaskDescription">At most 500 characters, or null.</param>
internal sealed record SessionPlan(long EnrollmentId, int DayNumber, int DurationMinutes, SessionType Type, string? TaskDescription)
{
    /// <summary>Whether a session is what this asks for.</summary>
    public bool Describes(FocusSession session) =>
        session.EnrollmentId == EnrollmentId && session.DayNumber == DayNumber && session.PlannedSeconds == DurationMinutes * 60
        && session.Type == Type && session.TaskDescription == TaskDescription;
}

/// <summary>A time in which the clock stood.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it is open.</param>
/// <param name="FromKey">The key of the request that began it.</param>
/// <param name="ToKey">The key of the request that ended it.</param>
internal sealed record Pause(
    DateTimeOffset From,
    DateTimeOffset? To = null,
    [property: NotExported] string? FromKey = null,
    [property: NotExported] string? ToKey = null);

/// <summary>Something that distracted.</summary>
/// <param name="Note">What it was.</param>
/// <param name="At">When it was noted.</param>
/// <param name="Key">The key of the request that noted it.</param>
internal sealed record Distraction(string Note, DateTimeOffset At, [property: NotExported] string? Key = null);

/// <summary>Where a session stands. Stored by name.</summary>
internal enum SessionStatus
{
    Active,
    Paused,
    Completed,
    Canceled,
}

/// <summary>Why a session is held. Stored by name.</summary>
internal enum SessionType
{
    Program,
    Pomodoro,
    Custom,
}

/// <summary>Who ended a session. Stored by name.</summary>
internal enum EndedBy
{
    Person,
    System,
}
