using System.Text.Json.Serialization;
using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Sessions.Domain;

/// <summary>
/// One focus session: the aggregate, and the document it is stored as. A person starts it, pauses and resumes it, notes distractions, and
/// completes or cancels it; the system ends one that is left open, or whose program has ended. Its clock is the wall clock less the pauses.
/// It stands in one file on purpose, half of it documentation and the forms of events: what a session may do is read from top to bottom.
/// </summary>
internal sealed record FocusSession
{
    /// <summary>Distractions in one session, at most: a document stays small.</summary>
    public const int MaxDistractions = 500;

    /// <summary>Pauses in one session, at most, for the same reason.</summary>
    public const int MaxPauses = 500;

    /// <summary>An active session may run on this long past its planned time; then the system completes it.</summary>
    public static readonly TimeSpan MaxOverrun = TimeSpan.FromMinutes(30);

    /// <summary>A session may be paused this long; then the system ends it.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromHours(24);

    /// <summary>Less on the clock than this is no work to keep, where nobody said that the session is complete.</summary>
    public static readonly TimeSpan MinWork = TimeSpan.FromMinutes(1);

    /// <summary>
    /// So long after its end a completed session may be corrected; so long after its start a forgotten one may be entered.
    /// </summary>
    public static readonly TimeSpan CorrectionWindow = TimeSpan.FromDays(7);

    /// <summary>Corrections of one session, at most; it can be removed after them, too.</summary>
    public const int MaxCorrections = 50;

    /// <summary>24 hexadecimal characters, see <see cref="SessionId"/>.</summary>
    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    public required long ProgramId { get; init; }

    public required int DayNumber { get; init; }

    public required SessionType Type { get; init; }

    public required SessionStatus Status { get; init; }

    public required int PlannedSeconds { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The person's time zone at the start, an IANA name. It decides on which date the session counts.</summary>
    public required string TimeZone { get; init; }

    public string? TaskDescription { get; init; }

    /// <summary>In their order; the last one is open while the session is paused.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    public IReadOnlyList<Distraction> Distractions { get; init; } = [];

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ended it: the person, or the system because it was left open, its time was over or its program ended.</summary>
    public EndedBy? EndedBy { get; init; }

    /// <summary>Whole seconds on the clock when it ended, or that the person entered.</summary>
    public int? ActualSeconds { get; init; }

    /// <summary>
    /// Seconds that count for the day: the actual time, at most the planned time, or what the person has corrected that to; 0 when it was
    /// canceled or removed.
    /// </summary>
    public int? CreditedSeconds { get; init; }

    public int? ProductivityRating { get; init; }

    public string? Notes { get; init; }

    /// <summary>When the person entered it; null for a session that the clock measured.</summary>
    public DateTimeOffset? LoggedAt { get; init; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>The request's key that started or entered it. Kept with the effect, so that a repeat after a crash is recognized.</summary>
    [NotExported]
    public string? StartKey { get; init; }

    /// <summary>The request's key that completed or canceled it, be it by a pause after the bell.</summary>
    [NotExported]
    public string? EndKey { get; init; }

    /// <summary>Stored for the index of live sessions, which holds nothing else: the user while the session is live.</summary>
    [NotExported]
    public long? LiveUser => IsLive ? UserId : null;

    /// <summary>
    /// Stored for the sweep's index: when the system ends the session if nobody does anything; null once it has ended. The overrun is time
    /// on the clock: the pauses that versions before allowed in it have moved its end, too. One of them that is still open ends the session
    /// at its planned end, as a pause does today.
    /// </summary>
    public DateTimeOffset? DueAt => Status switch
    {
        SessionStatus.Active => StartedAt + Planned + MaxOverrun + Paused,
        SessionStatus.Paused when IsOver(Pauses[^1].From) => PlannedEnd,
        SessionStatus.Paused => Pauses[^1].From + MaxPause,
        _ => null,
    };

    /// <summary>Whether the person entered it, so that no clock measured it.</summary>
    [JsonIgnore]
    public bool IsManual => LoggedAt is not null;

    /// <summary>When the request acted that made it.</summary>
    [JsonIgnore]
    public DateTimeOffset MadeAt => LoggedAt ?? StartedAt;

    [JsonIgnore]
    public bool IsLive => Status is SessionStatus.Active or SessionStatus.Paused;

    /// <summary>The open pause of a paused session.</summary>
    [JsonIgnore]
    public Pause? OpenPause => Status == SessionStatus.Paused ? Pauses[^1] : null;

    /// <summary>
    /// The moment at which the clock of an active session showed, or will show, the planned time. Pauses after that moment do not move it.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset PlannedEnd => MomentOf(Planned);

    private TimeSpan Planned => TimeSpan.FromSeconds(PlannedSeconds);

    private TimeSpan Paused => Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + ((pause.To ?? pause.From) - pause.From));

    // --- What is done with a session -----------------------------------------------------------------------------------------------------

    /// <summary>A new session. Whether it may exist is decided by its unique key.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="programId">The enrollment's program.</param>
    /// <param name="timeZone">The person's time zone.</param>
    /// <param name="plan">What the person wants to do.</param>
    /// <param name="operation">The request.</param>
    public static Decision<FocusSession> Start(
        string id, long userId, long programId, string timeZone, SessionPlan plan, OperationContext operation)
    {
        var session = new FocusSession
        {
            Id = id,
            UserId = userId,
            EnrollmentId = plan.EnrollmentId,
            ProgramId = programId,
            DayNumber = plan.DayNumber,
            Type = plan.Type,
            Status = SessionStatus.Active,
            PlannedSeconds = plan.DurationMinutes * 60,
            StartedAt = operation.Now,
            TimeZone = timeZone,
            TaskDescription = plan.TaskDescription,
            StartKey = operation.RequestKey,
        };
        return Decision.Accept(session, operation.Stamp(userId, new SessionStarted
        {
            SessionId = id,
            EnrollmentId = plan.EnrollmentId,
            DayNumber = plan.DayNumber,
            PlannedSeconds = session.PlannedSeconds,
        }));
    }

    /// <summary>A session that no clock measured: completed at once. Whether it overlaps others is decided by who knows them.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="programId">The enrollment's program.</param>
    /// <param name="timeZone">The person's time zone.</param>
    /// <param name="logged">What the person enters.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: VALIDATION_FAILED where it is not over, or began too long ago.</returns>
    public static Decision<FocusSession> Log(
        string id, long userId, long programId, string timeZone, LoggedSession logged, OperationContext operation)
    {
        if (logged.StartedAt < operation.Now - CorrectionWindow)
        {
            return Decision.Refuse<FocusSession>(
                null, Refusal.InvalidField("started_at", $"Must be within the last {CorrectionWindow.Days} days."));
        }

        if (logged.EndedAt > operation.Now)
        {
            return Decision.Refuse<FocusSession>(null, Refusal.InvalidField("duration_minutes", "The session must be over."));
        }

        var begun = Start(id, userId, programId, timeZone, logged.Plan, operation with { Now = logged.StartedAt }).State!;
        return (begun with { LoggedAt = operation.Now, ProductivityRating = logged.Rating, Notes = logged.Notes })
            .EndWithCredit(Domain.EndedBy.Person, logged.EndedAt, operation);
    }

    /// <summary>
    /// Stops the clock. After the bell, when there is nothing left to pause, the session is completed at its planned end.
    /// </summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_ENDED, SESSION_NOT_ACTIVE or LIMIT_REACHED.</returns>
    public Decision<FocusSession> Pause(OperationContext operation)
    {
        if (Pauses.Any(pause => operation.Repeats(pause.FromKey, pause.From))
            || (operation.RequestKey is { } key && WasPausedAfterTheBell(key)))
        {
            return Decision.Unchanged(this);
        }

        if (ReasonToRefuse(operation) is { } refusal)
        {
            return Decision.Refuse(this, refusal);
        }

        if (Status != SessionStatus.Active)
        {
            return Decision.Refuse(this, Refusal.SessionNotActive);
        }

        if (IsOver(operation.Now))
        {
            var completed = EndBySystem(operation.Now, operation);
            return completed with { State = completed.State! with { EndKey = operation.RequestKey } };
        }

        if (Pauses.Count >= MaxPauses)
        {
            return Decision.Refuse(this, Refusal.LimitReached($"A session can be paused {MaxPauses} times at most."));
        }

        var paused = this with
        {
            Status = SessionStatus.Paused,
            Pauses = [.. Pauses, new Pause(operation.Now, FromKey: operation.RequestKey)],
        };
        return Decision.Accept(paused, operation.Stamp(UserId, new SessionPaused { SessionId = Id }));
    }

    /// <summary>Whether the pause of a request, or the one that it repeats, came after the bell.</summary>
    /// <param name="requestKey">The request's key.</param>
    public bool WasPausedAfterTheBell(string? requestKey) =>
        Status == SessionStatus.Completed && EndedBy == Domain.EndedBy.System && EndKey == requestKey;

    /// <summary>Lets the clock run on.</summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_ENDED or SESSION_NOT_PAUSED.</returns>
    public Decision<FocusSession> Resume(OperationContext operation)
    {
        if (Pauses.Any(pause => pause.To is { } to && operation.Repeats(pause.ToKey, to)))
        {
            return Decision.Unchanged(this);
        }

        if (ReasonToRefuse(operation) is { } refusal)
        {
            return Decision.Refuse(this, refusal);
        }

        if (OpenPause is not { } open)
        {
            return Decision.Refuse(this, Refusal.SessionNotPaused);
        }

        var resumed = this with
        {
            Status = SessionStatus.Active,
            Pauses = [.. Pauses.SkipLast(1), open with { To = operation.Now, ToKey = operation.RequestKey }],
        };
        return Decision.Accept(resumed, operation.Stamp(UserId, new SessionResumed { SessionId = Id }));
    }

    /// <summary>Notes a distraction with its time. A repeat after a crash finds the note that carries its key.</summary>
    /// <param name="note">What distracted, 1..500 characters.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_ENDED, LIMIT_REACHED or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<FocusSession> LogDistraction(string note, OperationContext operation)
    {
        if (Distractions.LastOrDefault(distraction => operation.Repeats(distraction.Key, distraction.At)) is { } noted)
        {
            return noted.Note == note ? Decision.Unchanged(this) : Decision.Refuse(this, Refusal.KeyReused);
        }

        if (ReasonToRefuse(operation) is { } refusal)
        {
            return Decision.Refuse(this, refusal);
        }

        if (Distractions.Count >= MaxDistractions)
        {
            return Decision.Refuse(this, Refusal.LimitReached($"A session holds {MaxDistractions} distractions at most."));
        }

        var distracted = this with { Distractions = [.. Distractions, new Distraction(note, operation.Now, operation.RequestKey)] };
        return Decision.Accept(distracted, operation.Stamp(UserId, new DistractionLogged
        {
            SessionId = Id,
            DistractionCount = distracted.Distractions.Count,
            EnrollmentId = EnrollmentId,
            DayNumber = DayNumber,
        }));
    }

    /// <summary>How many distractions there were with a request's own: what it was told, also when it is repeated later.</summary>
    /// <param name="requestKey">The request's key.</param>
    public int DistractionCountFor(string? requestKey) => NumberOf([.. Distractions.Select(distraction => distraction.Key)], requestKey);

    /// <summary>Completes a live session, active or paused, once.</summary>
    /// <param name="rating">How productive it was, 1..5, or null.</param>
    /// <param name="notes">At most 1,000 characters, or null.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_ENDED, but for a repeat of the request that completed it; IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<FocusSession> Complete(int? rating, string? notes, OperationContext operation)
    {
        if (Status == SessionStatus.Completed && EndedBy == Domain.EndedBy.Person && EndKey is { } key && key == operation.RequestKey)
        {
            var isSame = Corrections.Count > 0 || (ProductivityRating == rating && Notes == notes);
            return isSame ? Decision.Unchanged(this) : Decision.Refuse(this, Refusal.KeyReused);
        }

        return ReasonToRefuse(operation) is { } refusal
            ? Decision.Refuse(this, refusal)
            : (this with { ProductivityRating = rating, Notes = notes }).EndWithCredit(Domain.EndedBy.Person, operation.Now, operation);
    }

    /// <summary>Ends a session without credit.</summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_ENDED, but for a repeat of the request that canceled it.</returns>
    public Decision<FocusSession> Cancel(OperationContext operation)
    {
        if (Status == SessionStatus.Canceled && EndKey is { } key && key == operation.RequestKey)
        {
            return Decision.Unchanged(this);
        }

        return ReasonToRefuse(operation) is { } refusal
            ? Decision.Refuse(this, refusal)
            : EndWithoutCredit(Domain.EndedBy.Person, operation.Now, operation);
    }

    /// <summary>Corrects what counts of a completed session, and what was said of it. The date on which it counts stays.</summary>
    /// <param name="correction">What changes.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_NOT_COMPLETED, CORRECTION_CLOSED, LIMIT_REACHED, VALIDATION_FAILED or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<FocusSession> Correct(SessionCorrection correction, OperationContext operation) => Once(operation, () =>
    {
        if (Corrections.Count >= MaxCorrections)
        {
            return Decision.Refuse(this, Refusal.LimitReached($"A session can be corrected {MaxCorrections} times at most."));
        }

        var most = Math.Min(ActualSeconds!.Value, PlannedSeconds);
        if (correction.CreditedSeconds > most)
        {
            return Decision.Refuse(
                this, Refusal.InvalidField("credited_minutes", $"Must be at most {most / 60}: so long was the session."));
        }

        var corrected = this with
        {
            CreditedSeconds = correction.CreditedSeconds ?? CreditedSeconds,
            ProductivityRating = correction.Rating ?? ProductivityRating,
            Notes = correction.Notes is { } notes ? (notes.Length == 0 ? null : notes) : Notes,
        };
        return corrected.Corrected(operation);
    });

    /// <summary>Takes a completed session back with all that was written in it.</summary>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: SESSION_NOT_COMPLETED, CORRECTION_CLOSED or IDEMPOTENCY_KEY_REUSED; NOT_FOUND where it was removed.</returns>
    public Decision<FocusSession> Remove(OperationContext operation) => Once(operation, () => (this with
    {
        Status = SessionStatus.Removed,
        CreditedSeconds = 0,
        TaskDescription = null,
        Distractions = [],
        ProductivityRating = null,
        Notes = null,
    }).Corrected(operation));

    /// <summary>Which correction a request made, from 1; the last one where none carries its key.</summary>
    /// <param name="requestKey">The request's key.</param>
    public int RevisionOf(string? requestKey) => NumberOf([.. Corrections.Select(correction => correction.Key)], requestKey);

    /// <summary>Ends a session that was left open, when it is due. Reads show this, commands save it.</summary>
    /// <param name="operation">The time.</param>
    public Decision<FocusSession> SettleOverdue(OperationContext operation) =>
        DueAt is { } due && operation.Now >= due ? EndBySystem(due, operation) : Decision.Unchanged(this);

    /// <summary>The session as a read shows it: one that is overdue has ended.</summary>
    /// <param name="now">Suite time.</param>
    public FocusSession AsOf(DateTimeOffset now) => SettleOverdue(new OperationContext(Guid.Empty, now)).State!;

    /// <summary>Ends a live session with its program: what ran until then counts, as if the system had ended it at that time.</summary>
    /// <param name="programEndedAt">When the program ended.</param>
    /// <param name="operation">The word of it.</param>
    public Decision<FocusSession> EndWithProgram(DateTimeOffset programEndedAt, OperationContext operation) => IsLive
        ? EndBySystem(programEndedAt > StartedAt ? programEndedAt : StartedAt, operation)
        : Decision.Unchanged(this);

    // --- What its clock shows ------------------------------------------------------------------------------------------------------------

    /// <summary>What the clock shows at a moment.</summary>
    /// <param name="at">The moment.</param>
    public TimeSpan Elapsed(DateTimeOffset at)
    {
        var elapsed = at - StartedAt;
        foreach (var pause in Pauses)
        {
            var to = pause.To is { } closed && closed < at ? closed : at;
            elapsed -= to > pause.From ? to - pause.From : TimeSpan.Zero;
        }

        return elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;
    }

    /// <summary>Whole seconds on the clock; a begun second does not count.</summary>
    /// <param name="at">A moment.</param>
    public int ElapsedSeconds(DateTimeOffset at) => (int)Math.Floor(Elapsed(at).TotalSeconds);

    /// <summary>
    /// Whether it was under way at some time between two moments. One that was canceled or removed stands in nobody's way.
    /// </summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The second one.</param>
    /// <param name="now">Suite time, to which a live session lasts.</param>
    public bool Overlaps(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) =>
        (IsLive || Status == SessionStatus.Completed) && StartedAt < to && from < (EndedAt ?? now);

    /// <summary>Whole seconds until the planned time; 0 after it.</summary>
    /// <param name="at">A moment.</param>
    public int RemainingSeconds(DateTimeOffset at) => Math.Max(0, PlannedSeconds - ElapsedSeconds(at));

    /// <summary>
    /// Where the time ends that counts of a session which ends at a moment: no later than its planned end, and not in a pause but where
    /// that began. The date of this moment is the session's date, whoever ends it and whenever.
    /// </summary>
    /// <param name="at">The moment.</param>
    public DateTimeOffset CreditedUntil(DateTimeOffset at)
    {
        var elapsed = Elapsed(at);
        return MomentOf(elapsed < Planned ? elapsed : Planned);
    }

    /// <summary>Whether the clock shows the planned time or more.</summary>
    /// <param name="at">A moment.</param>
    public bool IsOver(DateTimeOffset at) => Elapsed(at) >= Planned;

    /// <summary>
    /// The time of a change, never before the change before it: the clocks of two replicas may differ by some milliseconds.
    /// </summary>
    /// <param name="now">What this replica's clock shows.</param>
    public DateTimeOffset NotBefore(DateTimeOffset now)
    {
        var latest = Pauses.Count > 0 ? Pauses[^1].To ?? Pauses[^1].From : StartedAt;
        return now > latest ? now : latest;
    }

    // The first moment at which the clock showed, or will show unless it is stopped, a time.
    private DateTimeOffset MomentOf(TimeSpan clock)
    {
        var moment = StartedAt + clock;
        foreach (var pause in Pauses)
        {
            if (pause.From >= moment || pause.To is not { } to)
            {
                break;
            }

            moment += to - pause.From;
        }

        return moment;
    }

    // --- Its end, whoever causes it ------------------------------------------------------------------------------------------------------

    // A key stands for one request: one that another command of this session left is refused. Who repeats a command has looked for its own
    // key before.
    private Refusal? ReasonToRefuse(OperationContext operation)
    {
        var isUsed = operation.Repeats(StartKey, MadeAt)
            || (EndedAt is { } ended && operation.Repeats(EndKey, ended))
            || Pauses.Any(
                pause => operation.Repeats(pause.FromKey, pause.From) || (pause.To is { } to && operation.Repeats(pause.ToKey, to)))
            || Distractions.Any(distraction => operation.Repeats(distraction.Key, distraction.At))
            || Corrections.Any(correction => operation.Repeats(correction.Key, correction.At));
        return Status == SessionStatus.Removed ? Refusal.NotFound
            : isUsed ? Refusal.KeyReused
            : IsLive ? null
            : Refusal.SessionEnded;
    }

    // Which of several was a request's, from 1: the newest with its key, for a key may be used again; the last one where none has it.
    private static int NumberOf(string?[] keys, string? requestKey) =>
        requestKey is not null && Array.LastIndexOf(keys, requestKey) is var place and >= 0 ? place + 1 : keys.Length;

    // A correction, or the removal, acts once.
    private Decision<FocusSession> Once(OperationContext operation, Func<Decision<FocusSession>> change)
    {
        if (Corrections.FirstOrDefault(made => operation.Repeats(made.Key, made.At)) is { } made)
        {
            return made.Request == operation.Request ? Decision.Unchanged(this) : Decision.Refuse(this, Refusal.KeyReused);
        }

        return Status switch
        {
            SessionStatus.Removed => Decision.Refuse(this, Refusal.NotFound),
            _ when ReasonToRefuse(operation) == Refusal.KeyReused => Decision.Refuse(this, Refusal.KeyReused),
            not SessionStatus.Completed => Decision.Refuse(this, Refusal.SessionNotCompleted),
            _ when operation.Now > EndedAt + CorrectionWindow => Decision.Refuse(this, Refusal.CorrectionClosed),
            _ => change(),
        };
    }

    private Decision<FocusSession> Corrected(OperationContext operation)
    {
        var correction = new Correction(operation.Now, CreditedSeconds!.Value, operation.RequestKey, operation.Request);
        var corrected = this with { Corrections = [.. Corrections, correction] };
        var until = CreditedUntil(EndedAt!.Value);
        return Decision.Accept(corrected, operation.Stamp(UserId, new SessionCorrected
        {
            SessionId = Id,
            EnrollmentId = EnrollmentId,
            ProgramId = ProgramId,
            DayNumber = DayNumber,
            Revision = corrected.Corrections.Count,
            CreditedSeconds = CreditedSeconds.Value,
            IsRemoved = Status == SessionStatus.Removed,
            CreditedUntil = until,
            LocalDate = DateOf(until),
            IsManual = IsManual,
            StartedAt = StartedAt,
            PlannedSeconds = PlannedSeconds,
            Pauses = Pauses.Count,
            ProductivityRating = ProductivityRating,
        }));
    }

    // A zone that is not known any more counts as UTC: a session must end anyway.
    internal DateOnly DateOf(DateTimeOffset moment) => UserCalendar.In(TimeZoneNames.Resolve(TimeZone)).DateOf(moment);

    // By the system, at a moment present or past: what ran until then counts, at most the planned time, and the session ends where that
    // ends: at its planned end or at its pause, if it has reached them. It is canceled where less than a minute ran.
    private Decision<FocusSession> EndBySystem(DateTimeOffset at, OperationContext operation)
    {
        var until = CreditedUntil(at);
        return Elapsed(until) >= MinWork
            ? EndWithCredit(Domain.EndedBy.System, until, operation)
            : EndWithoutCredit(Domain.EndedBy.System, at, operation);
    }

    private Decision<FocusSession> EndWithCredit(EndedBy by, DateTimeOffset at, OperationContext operation)
    {
        var until = CreditedUntil(at);
        var ended = End(SessionStatus.Completed, by, at, operation);
        ended = ended with { CreditedSeconds = Math.Min(ended.ActualSeconds!.Value, ended.PlannedSeconds) };
        return Decision.Accept(ended, operation.Stamp(UserId, new SessionCompleted
        {
            SessionId = Id,
            EnrollmentId = EnrollmentId,
            ProgramId = ProgramId,
            DayNumber = DayNumber,
            CreditedSeconds = ended.CreditedSeconds.Value,
            EndedAt = at,
            CreditedUntil = until,
            IsManual = IsManual,
            LocalDate = DateOf(until),
            StartedAt = StartedAt,
            PlannedSeconds = PlannedSeconds,
            Pauses = ended.Pauses.Count,
            ProductivityRating = ProductivityRating,
        }));
    }

    private Decision<FocusSession> EndWithoutCredit(EndedBy by, DateTimeOffset at, OperationContext operation) => Decision.Accept(
        End(SessionStatus.Canceled, by, at, operation) with { CreditedSeconds = 0 },
        operation.Stamp(UserId, new SessionCanceled { SessionId = Id }));

    private FocusSession End(SessionStatus status, EndedBy by, DateTimeOffset at, OperationContext operation) => this with
    {
        Status = status,
        EndedBy = by,
        EndedAt = at,
        EndKey = by == Domain.EndedBy.Person ? operation.RequestKey : null,
        ActualSeconds = ElapsedSeconds(at),
        Pauses = OpenPause is { } open ? [.. Pauses.SkipLast(1), open with { To = at > open.From ? at : open.From }] : Pauses,
    };
}
