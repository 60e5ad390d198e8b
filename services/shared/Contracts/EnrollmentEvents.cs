namespace FocusSuite.Messaging.Events;

/// <summary>A person enrolled in a program.</summary>
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
[PublishedOnly]
public sealed record ProgramStarted : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>When it was started, in suite time.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>An enrollment was paused, resumed, abandoned, started or completed.</summary>
[PublishedOnly]
public sealed record EnrollmentStatusChanged : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The status before, as its documented word, e.g. <c>in_progress</c>.</summary>
    public required string From { get; init; }

    /// <summary>The status now, as its documented word.</summary>
    public required string To { get; init; }
}

/// <summary>An enrollment took note of a complete day. Published once for each day of an enrollment.</summary>
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
/// An enrollment was given up or completed: nothing more is done in it, so a session that is live in it ends. Published by enrollment when
/// it is given up; when it is completed by progress, which has taken that in before, so that whoever waits for the operation waits for all
/// of it.
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
[PublishedOnly]
public sealed record ProgramCompleted : FocusEvent
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The program.</summary>
    public required long ProgramId { get; init; }

    /// <summary>When its last day became complete, in suite time.</summary>
    public required DateTimeOffset CompletedAt { get; init; }
}
