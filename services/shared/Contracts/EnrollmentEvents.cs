namespace FocusSuite.Messaging.Events;

/// <summary>A user enrolled in a program.</summary>
[PublishedOnly]
public sealed record Enrolled : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The version of the program that the enrollment keeps, from 1.</summary>
    public int ProgramVersion { get; init; } = 1;

    /// <summary>The program's length in days.</summary>
    public required int TotalDays { get; init; }
}

/// <summary>A program was started for the first time.</summary>
[ActsIn("insights")]
public sealed record ProgramStarted : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>When it was started, in suite time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The program's length in days; 0 in events of versions before this field.</summary>
    public int TotalDays { get; init; }
}

/// <summary>An enrollment was paused, resumed, abandoned, started or completed.</summary>
[ActsIn("insights")]
public sealed record EnrollmentStatusChanged : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The status before, as its documented word, e.g. <c>in_progress</c>.</summary>
    public required string From { get; init; }

    /// <summary>The status now, as its documented word.</summary>
    public required string To { get; init; }

    /// <summary>The program's length in days; 0 in events of versions before this field.</summary>
    public int TotalDays { get; init; }
}

/// <summary>An enrollment counted a day. Published once for each day of an enrollment.</summary>
[ActsIn("insights")]
[ActsIn("progress")]
public sealed record ProgramAdvanced : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>The program's length in days.</summary>
    public required int TotalDays { get; init; }

    /// <summary>The day that became complete.</summary>
    public required int CompletedDay { get; init; }

    /// <summary>When the last thing was done in that day, in suite time; null in events of versions before this field: take when it
    /// happened.</summary>
    public DateTimeOffset? DayCompletedAt { get; init; }

    /// <summary>All complete days, in ascending order: a reader that missed an event is right again with the next one.</summary>
    public required IReadOnlyList<int> CompletedDays { get; init; }

    /// <summary>The day that the enrollment is on now.</summary>
    public required int CurrentDay { get; init; }

    /// <summary>True when that was the last open day, so that the program is completed.</summary>
    public required bool ProgramCompleted { get; init; }

    /// <summary>When the last day became complete, in suite time; null while the program is not completed.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>
/// An enrollment was abandoned or completed. Sessions ends the session that is live in it. Enrollment publishes this when the user abandons
/// the program. Progress publishes it when the last day is complete and the totals show it, so that a wait for the operation's effects
/// includes the end of that session.
/// </summary>
[ActsIn("sessions")]
public sealed record EnrollmentEnded : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>When it was given up or completed, in suite time: what ran until then counts.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}

/// <summary>Every day of an enrollment is complete.</summary>
[ActsIn("insights")]
public sealed record ProgramCompleted : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>When its last day became complete, in suite time.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>The program's length in days; 0 in events of versions before this field.</summary>
    public int TotalDays { get; init; }
}
