using FocusSuite.Domain;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Enrollment.Domain;

/// <summary>
/// A user in a program: the aggregate, and the row it is stored as. The user starts, pauses, resumes and abandons it; the days that
/// progress finds complete move it on. Never changed in place: each verb gives the next state and what happened, or a refusal. Which days
/// count is decided here alone.
/// </summary>
internal sealed record ProgramEnrollment
{
    public required long Id { get; init; }

    public required long UserId { get; init; }

    public required long ProgramId { get; init; }

    /// <summary>The version of the program when the user enrolled. It stays this one, whatever is published later.</summary>
    public int ProgramVersion { get; init; } = 1;

    public required EnrollmentStatus Status { get; init; }

    /// <summary>The first day that is not complete; the last day when all are.</summary>
    public required int CurrentDay { get; init; }

    /// <summary>The complete days in ascending order: what tells a repeated event.</summary>
    public int[] CompletedDays { get; init; } = [];

    /// <summary>The length of that version.</summary>
    public required int TotalDays { get; init; }

    /// <summary>Whether that version is for Pro alone. Null where a version of the suite enrolled that did not keep it.</summary>
    public bool? IsProOnly { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the latest of the complete days became so. Events come in any order; this is the greatest of their times.</summary>
    public DateTimeOffset? LastDayCompletedAt { get; init; }

    /// <summary>The idempotency key of the enroll.</summary>
    public string? RequestKey { get; init; }

    /// <summary>When it was started, paused, resumed or abandoned last.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>What the last of those requests came to that had a key, oldest first.</summary>
    public IReadOnlyList<ChangeReceipt> ChangeReceipts { get; init; } = [];

    /// <summary>PostgreSQL's own row version.</summary>
    public uint Version { get; init; }

    /// <summary>Whether it counts as being enrolled.</summary>
    public bool IsLive => Status is EnrollmentStatus.NotStarted or EnrollmentStatus.InProgress or EnrollmentStatus.Paused;

    /// <summary>When it was given up: the last thing that a user can do with it.</summary>
    public DateTimeOffset? AbandonedAt => Status == EnrollmentStatus.Abandoned ? ChangedAt : null;

    // --- What a user does with it --------------------------------------------------------------------------------------------------------

    /// <summary>Enrolls a user: not started, on day 1.</summary>
    /// <param name="id">The enrollment's number.</param>
    /// <param name="userId">The user.</param>
    /// <param name="program">The program as it is offered now.</param>
    /// <param name="operation">The request.</param>
    public static Decision<ProgramEnrollment> Enroll(long id, long userId, OfferedProgram program, OperationContext operation)
    {
        var enrollment = new ProgramEnrollment
        {
            Id = id,
            UserId = userId,
            ProgramId = program.Id,
            ProgramVersion = program.Version,
            Status = EnrollmentStatus.NotStarted,
            CurrentDay = 1,
            TotalDays = program.TotalDays,
            IsProOnly = program.IsProOnly,
            EnrolledAt = operation.Now,
            RequestKey = operation.RequestKey,
        };
        return Decision.Accept(enrollment, operation.Stamp(userId, new Enrolled
        {
            EnrollmentId = id,
            ProgramId = program.Id,
            ProgramVersion = program.Version,
            TotalDays = program.TotalDays,
        }));
    }

    /// <summary>Whether this request, or the one that it repeats, made the enrollment.</summary>
    /// <param name="operation">The request.</param>
    public bool WasMadeBy(OperationContext operation) => operation.Repeats(RequestKey, EnrolledAt);

    /// <summary>Begins a program, or goes on with a paused one. The first start alone stamps the time.</summary>
    /// <param name="hasPro">Whether the user has Pro now, as far as it is known.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: INVALID_PROGRAM_STATUS, then PRO_REQUIRED: who may not go on anyhow is not sent to buy something.</returns>
    public Decision<ProgramEnrollment> Start(bool hasPro, OperationContext operation) =>
        Once(operation, ChangeVerbs.Start, () => Status switch
    {
        EnrollmentStatus.Paused or EnrollmentStatus.NotStarted when !hasPro && IsProOnly != false =>
            Decision.Refuse(this, Refusal.ProRequired),
        EnrollmentStatus.Paused => To(EnrollmentStatus.InProgress, operation),
        EnrollmentStatus.NotStarted =>
            (this with { StartedAt = operation.Now }).To(EnrollmentStatus.InProgress, operation, new ProgramStarted
            {
                EnrollmentId = Id,
                ProgramId = ProgramId,
                StartedAt = operation.Now,
                TotalDays = TotalDays,
            }),
        _ => InvalidStatus("started"),
    });

    /// <summary>Interrupts a program in progress.</summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: INVALID_PROGRAM_STATUS.</returns>
    public Decision<ProgramEnrollment> Pause(OperationContext operation) => Once(operation, ChangeVerbs.Pause, () =>
        Status == EnrollmentStatus.InProgress ? To(EnrollmentStatus.Paused, operation) : InvalidStatus("paused"));

    /// <summary>Goes on with a paused program: the other way from paused to in progress, with the same condition.</summary>
    /// <param name="hasPro">Whether the user has Pro now, as far as it is known.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: INVALID_PROGRAM_STATUS, then PRO_REQUIRED.</returns>
    public Decision<ProgramEnrollment> Resume(bool hasPro, OperationContext operation) =>
        Once(operation, ChangeVerbs.Resume, () => Status switch
    {
        EnrollmentStatus.Paused when !hasPro && IsProOnly != false => Decision.Refuse(this, Refusal.ProRequired),
        EnrollmentStatus.Paused => To(EnrollmentStatus.InProgress, operation),
        _ => InvalidStatus("resumed"),
    });

    /// <summary>Ends a live enrollment, and the session that is live in it.</summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: INVALID_PROGRAM_STATUS.</returns>
    public Decision<ProgramEnrollment> Abandon(OperationContext operation) => Once(operation, ChangeVerbs.Abandon, () => IsLive
        ? To(EnrollmentStatus.Abandoned, operation, new EnrollmentEnded { EnrollmentId = Id, EndedAt = operation.Now })
        : InvalidStatus("abandoned"));

    /// <summary>The current day as the request was told it: a repeat is told that of its first time.</summary>
    /// <param name="operation">The request.</param>
    public int CurrentDayFor(OperationContext operation) => RequestReceipts.Find(ChangeReceipts, operation)?.CurrentDay ?? CurrentDay;

    // --- What its days do with it --------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Counts a day that has become complete, once. Any order and any repetition of the same days gives the same state. A paused program
    /// stays paused until its last day. An abandoned one counts what was complete before it was given up, and nothing later; if that was
    /// the last day, the user gave up what was done already, and the program is completed.
    /// </summary>
    /// <param name="day">The day, from 1.</param>
    /// <param name="completedAt">When the last thing was done that it asks for.</param>
    /// <param name="operation">The word of it.</param>
    /// <returns>What does not count changes nothing; whoever waits for it is told so.</returns>
    public Decision<ProgramEnrollment> Advance(int day, DateTimeOffset completedAt, OperationContext operation)
    {
        if (Status == EnrollmentStatus.Completed || day < 1 || day > TotalDays || CompletedDays.Contains(day))
        {
            return Decision.Unchanged(this);
        }

        if (AbandonedAt < completedAt)
        {
            return Decision.Accept(this, operation.Stamp(UserId, new ProgressUpdated { EnrollmentId = Id, Settled = true }));
        }

        int[] completedDays = [.. CompletedDays.Append(day).Order()];
        var isLast = completedDays.Length == TotalDays;
        var lastCompletedAt = LastDayCompletedAt > completedAt ? LastDayCompletedAt.Value : completedAt;
        var advanced = this with
        {
            CompletedDays = completedDays,
            CurrentDay = FirstOpenDay(completedDays, TotalDays),
            LastDayCompletedAt = lastCompletedAt,
            CompletedAt = isLast ? lastCompletedAt : null,
        };
        var happened = new ProgramAdvanced
        {
            EnrollmentId = Id,
            ProgramId = ProgramId,
            TotalDays = TotalDays,
            CompletedDay = day,
            DayCompletedAt = completedAt,
            CompletedDays = completedDays,
            CurrentDay = advanced.CurrentDay,
            ProgramCompleted = isLast,
            CompletedAt = advanced.CompletedAt,
        };
        return isLast
            ? advanced.To(
                EnrollmentStatus.Completed,
                operation,
                happened,
                new ProgramCompleted
                {
                    EnrollmentId = Id,
                    ProgramId = ProgramId,
                    CompletedAt = lastCompletedAt,
                    TotalDays = TotalDays,
                })
            : Decision.Accept(advanced, operation.Stamp(UserId, happened));
    }

    /// <summary>The first day that is not complete, never past the last.</summary>
    private static int FirstOpenDay(int[] completedDays, int totalDays)
    {
        // In ascending order, each once: as long as day n is at place n, none before it is missing.
        var unbroken = 0;
        while (unbroken < completedDays.Length && completedDays[unbroken] == unbroken + 1)
        {
            unbroken++;
        }

        return Math.Min(unbroken + 1, totalDays);
    }

    // --- How its status changes ----------------------------------------------------------------------------------------------------------

    // A request acts once. Its receipt is saved with its effect.
    private Decision<ProgramEnrollment> Once(OperationContext operation, string verb, Func<Decision<ProgramEnrollment>> change)
    {
        operation = operation with { Request = verb };
        if (RequestReceipts.Find(ChangeReceipts, operation) is { } receipt)
        {
            return receipt.IsOf(operation) ? Decision.Unchanged(this) : Decision.Refuse(this, Refusal.KeyReused);
        }

        var decision = change();
        if (decision.Refusal is not null)
        {
            return decision;
        }

        var changed = decision.State! with { ChangedAt = operation.Now };
        return decision with
        {
            State = operation.RequestKey is { } key
                ? changed with
                {
                    ChangeReceipts = RequestReceipts.Keep(
                        changed.ChangeReceipts, new ChangeReceipt(key, verb, operation.Now, changed.CurrentDay)),
                }
                : changed,
        };
    }

    private Decision<ProgramEnrollment> To(EnrollmentStatus status, OperationContext operation, params IEnumerable<FocusEvent> before) =>
        Decision.Accept(
        this with { Status = status },
        [.. before
            .Append(new EnrollmentStatusChanged { EnrollmentId = Id, From = Status.Word(), To = status.Word(), TotalDays = TotalDays })
            .Select(happened => operation.Stamp(UserId, happened))]);

    private Decision<ProgramEnrollment> InvalidStatus(string change) => Decision.Refuse(
        this, Refusal.InvalidProgramStatus($"This program cannot be {change}: it is {Status.Word().Replace('_', ' ')}."));
}

/// <summary>A program as it is offered to those who enroll.</summary>
/// <param name="Id">The program.</param>
/// <param name="Version">The version that new enrollments get.</param>
/// <param name="TotalDays">Its length.</param>
/// <param name="IsProOnly">Whether it takes Pro.</param>
internal sealed record OfferedProgram(long Id, int Version, int TotalDays, bool IsProOnly);

/// <summary>What a start, pause, resume or abandon came to.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Verb">What was asked for, one of <see cref="ChangeVerbs"/>.</param>
/// <param name="At">When it acted, in suite time.</param>
/// <param name="CurrentDay">The day that it answered, from 1.</param>
internal sealed record ChangeReceipt(string Key, string? Verb, DateTimeOffset At, int CurrentDay) : IRequestReceipt
{
    string? IRequestReceipt.Request => Verb;
}

/// <summary>What a user can ask for, as it is stored with the request's key.</summary>
internal static class ChangeVerbs
{
    public const string Start = "start";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Abandon = "abandon";
}
