using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>A person in a program. Never changed in place: a decision makes the next state of it.</summary>
internal sealed record ProgramEnrollment
{
    public required long Id { get; init; }

    public required long UserId { get; init; }

    public required long ProgramId { get; init; }

    public required EnrollmentStatus Status { get; init; }

    /// <summary>The first day that is not complete; the last day when all are.</summary>
    public required int CurrentDay { get; init; }

    /// <summary>The complete days in ascending order: what tells a repeated event.</summary>
    public int[] CompletedDays { get; init; } = [];

    /// <summary>The program's length when the person enrolled. A later change of the template does not move the goal.</summary>
    public required int TotalDays { get; init; }

    /// <summary>
    /// Whether the program was for Pro alone when the person enrolled: what is changed or removed later changes nothing for who is in it,
    /// and opens nothing. Null where a version of before enrolled, which did not keep it.
    /// </summary>
    public bool? IsProOnly { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the latest of the complete days became so. Events come in any order; this is the greatest of their times.</summary>
    public DateTimeOffset? LastDayCompletedAt { get; init; }

    /// <summary>The idempotency key of the enroll.</summary>
    public string? RequestKey { get; init; }

    /// <summary>The idempotency key of the last start, pause, resume or abandon; null where it had none. All that a version of before knows of it.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The last of them that had a key, oldest first, at most <see cref="ChangeReceipt.Remembered"/>.</summary>
    public IReadOnlyList<ChangeReceipt> ChangeReceipts { get; init; } = [];

    /// <summary>PostgreSQL's own row version.</summary>
    public uint Version { get; init; }

    /// <summary>Whether it counts as being enrolled.</summary>
    public bool IsLive => Status is EnrollmentStatus.NotStarted or EnrollmentStatus.InProgress or EnrollmentStatus.Paused;

    /// <summary>When it was given up: the last thing that a person can do with it.</summary>
    public DateTimeOffset? AbandonedAt => Status == EnrollmentStatus.Abandoned ? ChangedAt : null;

    /// <summary>Whether the request with this key made the enrollment.</summary>
    public bool WasMadeBy(string? key, DateTimeOffset now) => key is not null && key == RequestKey && now - EnrolledAt < ChangeReceipt.Lifetime;
}
