using FocusSuite.Messaging.Events;

namespace FocusSuite.Insights.Tests.Support;

/// <summary>Events about a user, on 10 March 2026.</summary>
internal sealed class Told(long userId)
{
    public const string Session = "0123456789abcdef01234567";

    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Date = new(2026, 3, 10);

    public SessionCompleted Completed(string session = Session, int seconds = 1500) => new()
    {
        OccurredAt = Noon,
        UserId = userId,
        CorrelationId = Guid.NewGuid(),
        SessionId = session,
        EnrollmentId = 7,
        ProgramId = 1,
        DayNumber = 1,
        CreditedSeconds = seconds,
        EndedAt = Noon,
        CreditedUntil = Noon,
        LocalDate = Date,
        StartedAt = Noon.AddSeconds(-seconds),
        PlannedSeconds = 1500,
    };

    public SessionCorrected Corrected(int revision, int seconds, bool removed = false) => new()
    {
        OccurredAt = Noon.AddMinutes(revision),
        UserId = userId,
        CorrelationId = Guid.NewGuid(),
        SessionId = Session,
        EnrollmentId = 7,
        ProgramId = 1,
        DayNumber = 1,
        Revision = revision,
        CreditedSeconds = seconds,
        IsRemoved = removed,
        CreditedUntil = Noon,
        LocalDate = Date,
        StartedAt = Noon.AddSeconds(-1500),
        PlannedSeconds = 1500,
    };

    public DistractionLogged Distracted(int number) => new()
    {
        OccurredAt = Noon.AddMinutes(-number),
        UserId = userId,
        CorrelationId = Guid.NewGuid(),
        SessionId = Session,
        DistractionCount = number,
        EnrollmentId = 7,
        DayNumber = 1,
    };

    public TaskUpdated Task(int minute, bool done) => new()
    {
        OccurredAt = Noon.AddMinutes(minute),
        UserId = userId,
        CorrelationId = Guid.NewGuid(),
        EnrollmentId = 7,
        DayNumber = 1,
        TaskIndex = 0,
        IsCompleted = done,
    };

    public EnrollmentStatusChanged Status(string from, string to) => new()
    {
        OccurredAt = Noon,
        UserId = userId,
        CorrelationId = Guid.NewGuid(),
        EnrollmentId = 7,
        From = from,
        To = to,
        TotalDays = 14,
    };
}
