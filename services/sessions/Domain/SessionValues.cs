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
    /// <summary>Whether a session was started by this.</summary>
    public bool Describes(FocusSession session) => !session.IsManual && IsPlanOf(session);

    /// <summary>Whether a session has this plan.</summary>
    public bool IsPlanOf(FocusSession session) =>
        session.EnrollmentId == EnrollmentId && session.DayNumber == DayNumber && session.PlannedSeconds == DurationMinutes * 60
        && session.Type == Type && session.TaskDescription == TaskDescription;
}

/// <summary>A session that a person enters afterwards; checked for its form.</summary>
/// <param name="Plan">What it was.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Rating">1..5, or null.</param>
/// <param name="Notes">At most 1,000 characters, or null.</param>
internal sealed record LoggedSession(SessionPlan Plan, DateTimeOffset StartedAt, int? Rating, string? Notes)
{
    /// <summary>When it was over.</summary>
    public DateTimeOffset EndedAt => StartedAt.AddMinutes(Plan.DurationMinutes);

    /// <summary>Whether a session is what this enters. What can be corrected is not compared where it was.</summary>
    public bool Describes(FocusSession session) =>
        session.IsManual && session.StartedAt == StartedAt && Plan.IsPlanOf(session)
        && (session.Corrections.Count > 0 || (session.ProductivityRating == Rating && session.Notes == Notes));
}

/// <summary>What a person changes of a completed session. What is null stays.</summary>
/// <param name="CreditedSeconds">What counts.</param>
/// <param name="Rating">1..5.</param>
/// <param name="Notes">At most 1,000 characters; empty for none.</param>
internal sealed record SessionCorrection(int? CreditedSeconds, int? Rating, string? Notes);

/// <summary>A correction that was made.</summary>
/// <param name="At">When.</param>
/// <param name="CreditedSeconds">What has counted since.</param>
/// <param name="Key">The key of the request that made it.</param>
/// <param name="Request">What tells that request from another one with its key.</param>
internal sealed record Correction(
    DateTimeOffset At, int CreditedSeconds, [property: NotExported] string? Key = null, [property: NotExported] string? Request = null);

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

    /// <summary>Was completed, and counts no longer. It is kept without its words, and shown to nobody.</summary>
    Removed,
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
