using System.Globalization;
using System.Text.Json.Serialization;
using FocusSuite.CatalogClient;
using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Days;

/// <summary>
/// One day of one enrollment: what its person has done in it. Made by the first write; until then the template speaks for it. Tasks and target are
/// a copy of the template at that time, so that a day under way does not change its rules.
/// </summary>
internal sealed record ProgramDay
{
    public static DocumentMap<ProgramDay> Map { get; } = DocumentMap.For<ProgramDay>("program_days", day => day.Id)
        .Index("by_user", index => index.Equal(day => day.UserId));

    public required string Id { get; init; }

    public required long UserId { get; init; }

    public required long EnrollmentId { get; init; }

    public required long ProgramId { get; init; }

    public required int DayNumber { get; init; }

    public required int TargetMinutes { get; init; }

    public required IReadOnlyList<DayTask> Tasks { get; init; }

    /// <summary>The earliest thing that was done in it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it became complete; never taken back.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The operation (correlation id) that completed it.</summary>
    [NotExported]
    public Guid? CompletedBy { get; init; }

    /// <summary>The event in whose course it was completed; null where a person's request did, or a version of before.</summary>
    [NotExported]
    public Guid? CompletedByEvent { get; init; }

    public long CreditedSeconds { get; init; }

    public int SessionCount { get; init; }

    /// <summary>The last sessions that were credited, at most <see cref="SessionCredit.Remembered"/>: who is in here is not credited again.</summary>
    public IReadOnlyList<SessionCredit> Sessions { get; init; } = [];

    public IReadOnlyList<Reflection> Reflections { get; init; } = [];

    public int? DifficultyRating { get; init; }

    public int? SatisfactionRating { get; init; }

    public string Notes { get; init; } = string.Empty;

    [NotExported]
    public IReadOnlyList<RequestReceipt> Receipts { get; init; } = [];

    [JsonIgnore]
    public bool IsCompleted => CompletedAt is not null;

    [JsonIgnore]
    public int TasksCompleted => Tasks.Count(task => task.IsCompleted);

    public static string IdOf(long enrollmentId, int dayNumber) => string.Create(CultureInfo.InvariantCulture, $"{enrollmentId}:{dayNumber}");

    /// <summary>A day in which nothing was done yet.</summary>
    public static ProgramDay Untouched(long userId, long enrollmentId, long programId, DayTemplate template) => new()
    {
        Id = IdOf(enrollmentId, template.DayNumber),
        UserId = userId,
        EnrollmentId = enrollmentId,
        ProgramId = programId,
        DayNumber = template.DayNumber,
        TargetMinutes = template.FocusMinutes,
        Tasks = [.. template.Tasks.Select((text, order) => new DayTask(text, order, null))],
    };

    /// <summary>The credit of a session; null where it was never credited, or so long ago that it is forgotten.</summary>
    public SessionCredit? CreditOf(string sessionId) => Sessions.FirstOrDefault(credit => credit.Id == sessionId);

    /// <summary>
    /// Whether this very session completed it. The operation alone does not tell: one that completes the last day by a task ends the
    /// session that is live, too. Where a person completed the session, it does: days of a version of before know no more.
    /// </summary>
    public bool WasCompletedBy(SessionCompleted session) => CompletedBy == session.CorrelationId
        && (CompletedByEvent == session.Id || (CompletedByEvent is null && session.CausationId is null));

    /// <summary>The same day with something done in it at a time.</summary>
    public ProgramDay Touched(DateTimeOffset at) => this with { StartedAt = StartedAt is { } earlier && earlier <= at ? earlier : at };
}
