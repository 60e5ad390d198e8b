using System.Globalization;
using System.Text.Json.Serialization;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Domain;

/// <summary>
/// One day of one enrollment: what its user has done in it, and the document it is stored as. Made by the first write; until then the
/// program's version speaks for it. The user marks tasks, reflects and rates; completed sessions are credited. When all is done that it
/// asks for, the day says so, and enrollment decides whether it counts. Never changed in place: each verb gives the next state and what
/// happened, or a refusal. It stands in one file on purpose: what may be done in a day is read from top to bottom.
/// </summary>
internal sealed record ProgramDay
{
    /// <summary>So many reflections fit in a day.</summary>
    public const int MaxReflections = 100;

    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    public required long ProgramId { get; init; }

    public required int DayNumber { get; init; }

    public required int TargetMinutes { get; init; }

    public required IReadOnlyList<DayTask> Tasks { get; init; }

    /// <summary>The earliest thing that was done in it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the last thing was done that it asks for; null before, and in days that a version of before completed.</summary>
    public DateTimeOffset? EvaluatedAt { get; init; }

    /// <summary>When it became complete, once enrollment has counted it; never taken back.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The operation (correlation id) in whose course the last thing was done.</summary>
    [NotExported]
    public Guid? CompletedBy { get; init; }

    /// <summary>The event that did it; null where a user's request did, or a version of before.</summary>
    [NotExported]
    public Guid? CompletedByEvent { get; init; }

    public long CreditedSeconds { get; init; }

    public int SessionCount { get; init; }

    /// <summary>Corrections of its sessions so far: of two readings of the day, the greater is the newer.</summary>
    public int Corrections { get; init; }

    /// <summary>
    /// The last sessions that were credited, at most <see cref="SessionCredit.MaxKept"/>: who is in here is not credited again.
    /// </summary>
    public IReadOnlyList<SessionCredit> Sessions { get; init; } = [];

    /// <summary>In the order in which they were added. In a day that a version of before saved, the number of each is its place.</summary>
    public IReadOnlyList<Reflection> Reflections { get; init => field = Reflection.Numbered(value); } = [];

    /// <summary>The last number that a reflection got, deleted ones included; less in days that a version of before saved.</summary>
    [NotExported]
    public int LastReflectionNumber { get; init; }

    public int? DifficultyRating { get; init; }

    public int? SatisfactionRating { get; init; }

    public string Notes { get; init; } = string.Empty;

    /// <summary>When that was said last; null where nothing was, and in days that a version of before rated.</summary>
    public DateTimeOffset? RatedAt { get; init; }

    /// <summary>What the last requests came to that had an idempotency key, oldest first.</summary>
    [NotExported]
    public IReadOnlyList<DayReceipt> Receipts { get; init; } = [];

    /// <summary>Whether it counts.</summary>
    [JsonIgnore]
    public bool IsCompleted => CompletedAt is not null;

    /// <summary>Whether all was done that it asks for, whether it counts yet or not. What follows changes nothing of it.</summary>
    [JsonIgnore]
    public bool IsEvaluated => EvaluatedAt is not null || IsCompleted;

    [JsonIgnore]
    public int TasksCompleted => Tasks.Count(task => task.IsCompleted);

    /// <summary>All that was said of the day up to now.</summary>
    [JsonIgnore]
    public DayRating Rating => new(DifficultyRating, SatisfactionRating, Notes);

    public static string IdOf(long enrollmentId, int dayNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"{enrollmentId}:{dayNumber}");

    /// <summary>A day in which nothing was done yet.</summary>
    /// <param name="enrollment">The enrollment.</param>
    /// <param name="plan">What its version of the program asks for.</param>
    public static ProgramDay Untouched(EnrollmentFacts enrollment, DayPlan plan) => new()
    {
        Id = IdOf(enrollment.Id, plan.DayNumber),
        UserId = enrollment.UserId,
        EnrollmentId = enrollment.Id,
        ProgramId = enrollment.ProgramId,
        DayNumber = plan.DayNumber,
        TargetMinutes = plan.TargetMinutes,
        Tasks = [.. plan.Tasks.Select((text, order) => new DayTask(text, order, null))],
    };

    // --- What a user does in it ----------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Marks a task as done or not done. A task that is so already keeps its time. Taking a mark back takes back no complete day.
    /// </summary>
    /// <param name="index">The task's place, from 0.</param>
    /// <param name="isCompleted">Whether it is done.</param>
    /// <param name="standing">Where the enrollment stands.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: PROGRAM_NOT_IN_PROGRESS, DAY_LOCKED, VALIDATION_FAILED or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<ProgramDay> MarkTask(int index, bool isCompleted, EnrollmentStanding standing, OperationContext operation) =>
        Once(operation, standing.RefusalToWorkOn(DayNumber), day => day.TasksCompleted, () =>
        {
            if (index < 0 || index >= Tasks.Count)
            {
                var range = Tasks.Count == 0 ? "This day has no tasks." : $"Must be between 0 and {Tasks.Count - 1}.";
                return Decision.Refuse(this, Refusal.InvalidField("task_index", range));
            }

            if (Tasks[index].IsCompleted == isCompleted)
            {
                return Decision.Unchanged(this);
            }

            var tasks = Tasks.ToArray();
            tasks[index] = tasks[index] with { CompletedAt = isCompleted ? operation.Now : null };
            return (Touched(operation.Now) with { Tasks = tasks }).Evaluate(operation.Now, operation, new TaskUpdated
            {
                EnrollmentId = EnrollmentId,
                DayNumber = DayNumber,
                TaskIndex = index,
                IsCompleted = isCompleted,
            });
        });

    /// <summary>Adds a reflection. The days of a completed program take it, too.</summary>
    /// <param name="question">What was asked, 1..500 characters.</param>
    /// <param name="answer">What was answered, 1..5,000 characters.</param>
    /// <param name="standing">Where the enrollment stands.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: PROGRAM_NOT_IN_PROGRESS, DAY_LOCKED, LIMIT_REACHED or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<ProgramDay> AddReflection(string question, string answer, EnrollmentStanding standing, OperationContext operation) =>
        Once(operation, standing.RefusalToReview(DayNumber), day => day.Reflections.Count, () =>
        {
            if (Reflections.Count >= MaxReflections)
            {
                return Decision.Refuse(this, Refusal.LimitReached($"A day holds at most {MaxReflections} reflections."));
            }

            var number = LastGivenNumber + 1;
            var added = Touched(operation.Now) with
            {
                Reflections = [.. Reflections, new Reflection(question, answer, operation.Now, number)],
                LastReflectionNumber = number,
            };
            return added.Evaluate(operation.Now, operation, new ReflectionAdded
            {
                EnrollmentId = EnrollmentId,
                DayNumber = DayNumber,
                ReflectionsCount = added.Reflections.Count,
                ReflectionNumber = number,
            });
        });

    /// <summary>Corrects a reflection. It is the user's own text, so that it can be corrected wherever the enrollment stands.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="question">What was asked, 1..500 characters; null keeps it.</param>
    /// <param name="answer">What was answered, 1..5,000 characters; null keeps it.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: NOT_FOUND or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<ProgramDay> UpdateReflection(int number, string? question, string? answer, OperationContext operation) =>
        Once(operation, refusal: null, day => day.Reflections.Count, () =>
        {
            if (ReflectionOf(number) is not { } reflection)
            {
                return Decision.Refuse(this, Refusal.NotFound);
            }

            var updated = reflection with { Question = question ?? reflection.Question, Answer = answer ?? reflection.Answer };
            return updated == reflection
                ? Decision.Unchanged(this)
                : Decision.Accept(
                    this with { Reflections = [.. Reflections.Select(one => one.Number == number ? updated : one)] },
                    operation.Stamp(
                        UserId,
                        new ReflectionUpdated { EnrollmentId = EnrollmentId, DayNumber = DayNumber, ReflectionNumber = number }));
        }, reflection: number);

    /// <summary>
    /// Deletes a reflection, wherever the enrollment stands. That all was done which the day asks for is not taken back by it.
    /// </summary>
    /// <param name="number">Its number.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: NOT_FOUND or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<ProgramDay> DeleteReflection(int number, OperationContext operation) =>
        Once(operation, refusal: null, day => day.Reflections.Count, () =>
        {
            if (ReflectionOf(number) is null)
            {
                return Decision.Refuse(this, Refusal.NotFound);
            }

            var left = this with
            {
                Reflections = [.. Reflections.Where(one => one.Number != number)],
                LastReflectionNumber = LastGivenNumber,

                // What is deleted is nowhere: not in the answer to an earlier request either.
                Receipts = [.. Receipts.Select(one => one.Reflection?.Number == number ? one with { Reflection = null } : one)],
            };
            return Decision.Accept(left, operation.Stamp(UserId, new ReflectionDeleted
            {
                EnrollmentId = EnrollmentId,
                DayNumber = DayNumber,
                ReflectionNumber = number,
                ReflectionsCount = left.Reflections.Count,
            }));
        });

    /// <summary>A reflection by its number; null where the day has none of it, or no more.</summary>
    /// <param name="number">Its number.</param>
    public Reflection? ReflectionOf(int number) => Reflections.FirstOrDefault(reflection => reflection.Number == number);

    /// <summary>Rates the day. The days of a completed program take it, too.</summary>
    /// <param name="rating">What is said; what is null keeps its value.</param>
    /// <param name="standing">Where the enrollment stands.</param>
    /// <param name="operation">The request.</param>
    /// <returns>Refused: PROGRAM_NOT_IN_PROGRESS, DAY_LOCKED or IDEMPOTENCY_KEY_REUSED.</returns>
    public Decision<ProgramDay> Rate(DayRating rating, EnrollmentStanding standing, OperationContext operation) =>
        Once(operation, standing.RefusalToReview(DayNumber), _ => 0, () =>
        {
            var rated = this with
            {
                DifficultyRating = rating.Difficulty ?? DifficultyRating,
                SatisfactionRating = rating.Satisfaction ?? SatisfactionRating,
                Notes = rating.Notes ?? Notes,
            };
            return rated.Rating == Rating
                ? Decision.Unchanged(this)
                : Decision.Accept(
                    rated.Touched(operation.Now) with { RatedAt = operation.Now },
                    operation.Stamp(UserId, new DayRated
                    {
                        EnrollmentId = EnrollmentId,
                        DayNumber = DayNumber,
                        Difficulty = rated.DifficultyRating,
                        Satisfaction = rated.SatisfactionRating,
                    }));
        });

    /// <summary>What a request came to when it acted, if it left a receipt: a repeat is answered by it.</summary>
    /// <param name="operation">The request.</param>
    public DayReceipt? ReceiptOf(OperationContext operation) => RequestReceipts.Find(Receipts, operation);

    // --- What sessions and enrollment do with it -----------------------------------------------------------------------------------------

    /// <summary>
    /// Credits the time of a completed session, wherever the enrollment stands by then, for it was spent. A session counts once, however
    /// often it is told of.
    /// </summary>
    /// <param name="credit">The session.</param>
    /// <param name="workedUntil">When the time that is credited ended.</param>
    /// <param name="operation">The word of it.</param>
    /// <param name="enteredAt">When its user entered it afterwards: before then nothing follows from it. Null for a measured one.</param>
    public Decision<ProgramDay> CreditSession(
        SessionCredit credit, DateTimeOffset workedUntil, OperationContext operation, DateTimeOffset? enteredAt = null)
    {
        if (CreditOf(credit.Id) is not null)
        {
            return Decision.Unchanged(this);
        }

        var credited = Touched(workedUntil) with
        {
            CreditedSeconds = CreditedSeconds + credit.Seconds,
            SessionCount = SessionCount + 1,
            Sessions = [.. Sessions.TakeLast(SessionCredit.MaxKept - 1), credit],
        };
        return credited.Evaluate(enteredAt ?? workedUntil, operation, happened: null) with { HasNewState = true };
    }

    /// <summary>
    /// Takes in what counts of a session since its user corrected or removed it. The newest correction stands, whatever order they and the
    /// session itself come in. The session's date stays as it was decided. What the day was complete for may go; complete it stays.
    /// </summary>
    /// <param name="corrected">The session as it counts now.</param>
    /// <param name="workedUntil">When the time ended that was credited first.</param>
    /// <param name="operation">The word of it.</param>
    public Decision<ProgramDay> CorrectSession(SessionCredit corrected, DateTimeOffset workedUntil, OperationContext operation)
    {
        var known = CreditOf(corrected.Id);
        if (known?.Revision >= corrected.Revision || (known is null && HasForgotten))
        {
            return Decision.Unchanged(this);
        }

        var begun = corrected.IsRemoved ? this : Touched(workedUntil);
        var day = begun with
        {
            CreditedSeconds = CreditedSeconds - (known?.Seconds ?? 0) + corrected.Seconds,
            SessionCount = SessionCount - (known?.Count ?? 0) + corrected.Count,
            Corrections = Corrections + 1,
            Sessions = known is null
                ? [.. Sessions, corrected]
                : [.. Sessions.Select(one => one != known ? one : corrected with { Date = known.Date, Skipped = known.Skipped })],
        };
        return day.Evaluate(operation.Now, operation, happened: null) with { HasNewState = true };
    }

    /// <summary>Whether sessions may have been credited that it does not know one by one any more.</summary>
    [JsonIgnore]
    public bool HasForgotten => Sessions.Count >= SessionCredit.MaxKept;

    /// <summary>The credit of a session; null where it was never credited, or so long ago that it is forgotten.</summary>
    /// <param name="sessionId">The session.</param>
    public SessionCredit? CreditOf(string sessionId) => Sessions.FirstOrDefault(credit => credit.Id == sessionId);

    /// <summary>Takes note that enrollment has counted the day.</summary>
    /// <param name="countedAt">When it did; the day is complete since the last thing was done in it.</param>
    public Decision<ProgramDay> Complete(DateTimeOffset countedAt) => IsCompleted
        ? Decision.Unchanged(this)
        : Decision.Accept(this with { CompletedAt = EvaluatedAt ?? countedAt }) with { HasNewState = true };

    /// <summary>
    /// Whether this very session did the last thing. The operation alone does not tell: one that completes the last day by a task ends the
    /// session that is live, too. Where a user completed the session, it does: days of a version of before know no more.
    /// </summary>
    /// <param name="session">The session.</param>
    public bool WasCompletedBy(FocusEvent session) => CompletedBy == session.CorrelationId
        && (CompletedByEvent == session.Id || (CompletedByEvent is null && session.CausationId is null));

    // --- When it is complete -------------------------------------------------------------------------------------------------------------

    // All tasks done, the target of focus reached, and at least one reflection.
    private bool IsDue => !IsEvaluated
        && Tasks.All(task => task.IsCompleted)
        && CreditedSeconds >= TargetMinutes * 60L
        && Reflections.Count > 0;

    /// <summary>The day after a change, and said so if the change was the last thing that it asks for.</summary>
    private Decision<ProgramDay> Evaluate(DateTimeOffset at, OperationContext operation, FocusEvent? happened)
    {
        FocusEvent[] change = happened is null ? [] : [operation.Stamp(UserId, happened)];
        if (!IsDue)
        {
            return Decision.Accept(this, change);
        }

        // A session that ended earlier may be credited after the last task was done: the later of them counts.
        var evaluatedAt = Tasks.Select(task => task.CompletedAt!.Value).Concat(Reflections.Select(reflection => reflection.At)).Append(at)
            .Max();
        var evaluated = this with
        {
            EvaluatedAt = evaluatedAt,
            CompletedBy = operation.CorrelationId,
            CompletedByEvent = operation.CausationId,
        };
        return Decision.Accept(evaluated, [.. change, operation.Stamp(UserId, new DayEvaluated
        {
            EnrollmentId = EnrollmentId,
            ProgramId = ProgramId,
            DayNumber = DayNumber,
            CompletedAt = evaluatedAt,
        })]);
    }

    // A version of before kept no last number, and deleted none.
    private int LastGivenNumber => Math.Max(LastReflectionNumber, Reflections.Select(reflection => reflection.Number).Append(0).Max());

    private ProgramDay Touched(DateTimeOffset at) => this with { StartedAt = StartedAt is { } earlier && earlier <= at ? earlier : at };

    // A request acts once, and is known again before anything else is asked: the first run may have completed the program.
    private Decision<ProgramDay> Once(
        OperationContext operation, Refusal? refusal, Func<ProgramDay, int> count, Func<Decision<ProgramDay>> change,
        int? reflection = null)
    {
        if (ReceiptOf(operation) is { } receipt)
        {
            return receipt.IsOf(operation) ? Decision.Unchanged(this) : Decision.Refuse(this, Refusal.KeyReused);
        }

        var decision = refusal is null ? change() : Decision.Refuse(this, refusal);
        if (decision is not { Refusal: null, State: { } day } || operation.RequestKey is not { } key)
        {
            return decision;
        }

        var kept = new DayReceipt(key, operation.Now, count(day), day.IsEvaluated)
        {
            Fingerprint = operation.Request,
            Rating = day.Rating,
            Reflection = reflection is { } number ? day.ReflectionOf(number) : null,
        };
        return decision with { State = day with { Receipts = RequestReceipts.Keep(day.Receipts, kept) }, HasNewState = true };
    }
}

/// <summary>A task of a day.</summary>
/// <param name="Text">What to do, as the program's version says it.</param>
/// <param name="Order">Its place, from 0.</param>
/// <param name="CompletedAt">When it was done; null while it is not.</param>
internal sealed record DayTask(string Text, int Order, DateTimeOffset? CompletedAt)
{
    [JsonIgnore]
    public bool IsCompleted => CompletedAt is not null;
}

/// <summary>A reflection on a day.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="At">When it was added.</param>
/// <param name="Number">Its number in the day, from 1, for good; 0 where a version of before added it, which gave none.</param>
internal sealed record Reflection(string Question, string Answer, DateTimeOffset At, int Number = 0)
{
    /// <summary>The same reflections, each with a number: its place where it has none.</summary>
    /// <param name="reflections">All of a day.</param>
    public static IReadOnlyList<Reflection> Numbered(IReadOnlyList<Reflection> reflections) =>
        reflections.All(one => one.Number > 0)
            ? reflections
            : [.. reflections.Select((one, place) => one.Number > 0 ? one : one with { Number = place + 1 })];
}

/// <summary>What a user says of a day. What is null was not said.</summary>
/// <param name="Difficulty">1..5.</param>
/// <param name="Satisfaction">1..5.</param>
/// <param name="Notes">At most 1,000 characters.</param>
internal sealed record DayRating(int? Difficulty, int? Satisfaction, string? Notes);

/// <summary>A focus session whose time was credited to a day.</summary>
/// <param name="Id">The session.</param>
/// <param name="Seconds">The time that was credited.</param>
/// <param name="Date">
/// The date of the end of that time by its user's calendar, for the streak. Decided once: later settings change nothing of it.
/// </param>
internal sealed record SessionCredit(string Id, int Seconds, DateOnly Date)
{
    /// <summary>A session of less than a minute is one, and its seconds add up, but it makes no day of a streak.</summary>
    public const int MinSecondsOfStreak = 60;

    /// <summary>
    /// So many credits a day are kept one by one. Events are redelivered within minutes; a thousand sessions in one day of a program take
    /// longer. The bound keeps a document small whatever a client does.
    /// </summary>
    public const int MaxKept = 1000;

    /// <summary>How often its user has corrected it.</summary>
    public int Revision { get; init; }

    /// <summary>Whether its user has removed it: then it has no time, and is no session.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The dates right before it that its user never had; mostly none.</summary>
    public IReadOnlyList<DateOnly> Skipped { get; init; } = [];

    /// <summary>How many sessions it is.</summary>
    [JsonIgnore]
    public int Count => IsRemoved ? 0 : 1;

    [JsonIgnore]
    public bool CountsForStreak => Seconds >= MinSecondsOfStreak;
}

/// <summary>What a request in a day came to.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="At">When it acted.</param>
/// <param name="Count">What it counted: tasks that are done, or reflections.</param>
/// <param name="DayCompleted">Whether all was done after it that the day asks for.</param>
internal sealed record DayReceipt(string Key, DateTimeOffset At, int Count, bool DayCompleted) : IRequestReceipt
{
    /// <summary>So much of a request's fingerprint is kept: 64 bits tell the requests of one day apart, and receipts stay in it.</summary>
    public const int FingerprintLength = 16;

    /// <summary>The beginning of the request's fingerprint; null where a version of before acted, which did not keep it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The day's rating after it; null where a version of before acted.</summary>
    public DayRating? Rating { get; init; }

    /// <summary>The reflection that it corrected, as it was then; null of other requests, and where it was deleted since.</summary>
    public Reflection? Reflection { get; init; }

    string? IRequestReceipt.Request => Fingerprint;
}
