namespace FocusSuite.Messaging.Events;

/// <summary>A focus session began.</summary>
public sealed record SessionStarted : FocusEvent
{
    /// <summary>The session, 24 hexadecimal characters.</summary>
    public required string SessionId { get; init; }

    /// <summary>The enrollment it counts for.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The day it counts for, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>The planned time in seconds.</summary>
    public required int PlannedSeconds { get; init; }
}

/// <summary>The clock of a session was stopped.</summary>
public sealed record SessionPaused : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }
}

/// <summary>The clock of a session runs on.</summary>
public sealed record SessionResumed : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }
}

/// <summary>A session ended without credit.</summary>
public sealed record SessionCanceled : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }
}

/// <summary>A distraction was noted. The note itself stays with the session.</summary>
[ActsIn("insights")]
public sealed record DistractionLogged : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>Distractions in the session, this one included: its number.</summary>
    public required int DistractionCount { get; init; }

    /// <summary>The session's enrollment; 0 in events of versions before this field.</summary>
    public long EnrollmentId { get; init; }

    /// <summary>The session's day, from 1; 0 in events of versions before this field.</summary>
    public int DayNumber { get; init; }
}

/// <summary>A session ended with credit.</summary>
[ActsIn("insights")]
[ActsIn("progress")]
public sealed record SessionCompleted : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The enrollment it counts for.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program it counts for.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The day it counts for, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>Seconds to credit: the actual time, at most the planned time.</summary>
    public required int CreditedSeconds { get; init; }

    /// <summary>When it ended, in suite time.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>
    /// The end of the time that is credited: at most the planned end, and from a pause its start. Its date is the session's date, and not
    /// that of a late tap. Null in events of versions before this field: take the end.
    /// </summary>
    public DateTimeOffset? CreditedUntil { get; init; }

    /// <summary>Whether the user entered it afterwards: then its time is past, and only now anything follows from it.</summary>
    public bool IsManual { get; init; }

    /// <summary>
    /// The calendar date of the end of its credited time in the time zone of the access token that started it: what counts where identity
    /// keeps no settings of the user.
    /// </summary>
    public required DateOnly LocalDate { get; init; }

    /// <summary>When it began, in suite time; null in events of versions before this field.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The planned time in seconds; 0 in events of versions before this field.</summary>
    public int PlannedSeconds { get; init; }

    /// <summary>How often its clock was stopped.</summary>
    public int Pauses { get; init; }

    /// <summary>How productive it was, 1..5; null where nothing was said.</summary>
    public int? ProductivityRating { get; init; }
}

/// <summary>
/// A user corrected a completed session, or removed it. It tells what counts from now on, whole: a reader that missed one is right again
/// with the next, and one that comes before <see cref="SessionCompleted"/> takes its place.
/// </summary>
[ActsIn("insights")]
[ActsIn("progress")]
public sealed record SessionCorrected : FocusEvent
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The enrollment it counts for.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program it counts for.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The day it counts for, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>How many corrections the session has had with this one: of two, the greater is the newer.</summary>
    public required int Revision { get; init; }

    /// <summary>Seconds that count now; 0 where it is removed.</summary>
    public required int CreditedSeconds { get; init; }

    /// <summary>Whether it counts no longer at all.</summary>
    public required bool IsRemoved { get; init; }

    /// <summary>The end of the time that was credited first. Its date is the session's; a correction does not move it.</summary>
    public required DateTimeOffset CreditedUntil { get; init; }

    /// <summary>As in <see cref="SessionCompleted"/>.</summary>
    public required DateOnly LocalDate { get; init; }

    /// <summary>Whether the user entered it afterwards.</summary>
    public bool IsManual { get; init; }

    /// <summary>When it began, in suite time; null in events of versions before this field.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The planned time in seconds; 0 in events of versions before this field.</summary>
    public int PlannedSeconds { get; init; }

    /// <summary>How often its clock was stopped.</summary>
    public int Pauses { get; init; }

    /// <summary>How productive it was, 1..5; null where nothing was said.</summary>
    public int? ProductivityRating { get; init; }
}
