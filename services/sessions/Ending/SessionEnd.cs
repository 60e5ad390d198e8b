using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Timing;

namespace FocusSuite.Sessions.Ending;

/// <summary>The end of a session, whoever causes it.</summary>
internal static class SessionEnd
{
    /// <summary>Ends it with credit: the actual time, at most the planned time.</summary>
    public static Change Complete(FocusSession session, EndedBy by, DateTimeOffset at, Operation operation)
    {
        var ended = End(session, SessionStatus.Completed, by, at, operation);
        ended = ended with { CreditedSeconds = Math.Min(ended.ActualSeconds!.Value, ended.PlannedSeconds) };
        return new Change(ended, new SessionCompleted
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = ended.UserId,
            SessionId = ended.Id,
            EnrollmentId = ended.EnrollmentId,
            ProgramId = ended.ProgramId,
            DayNumber = ended.DayNumber,
            CreditedSeconds = ended.CreditedSeconds.Value,
            EndedAt = at,
            LocalDate = LocalDates.Of(at, ended.TimeZone),
        });
    }

    /// <summary>Ends it without credit.</summary>
    public static Change Cancel(FocusSession session, EndedBy by, DateTimeOffset at, Operation operation)
    {
        var ended = End(session, SessionStatus.Canceled, by, at, operation) with { CreditedSeconds = 0 };
        return new Change(ended, new SessionCanceled
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = ended.UserId,
            SessionId = ended.Id,
        });
    }

    private static FocusSession End(FocusSession session, SessionStatus status, EndedBy by, DateTimeOffset at, Operation operation) => session with
    {
        Status = status,
        EndedBy = by,
        EndedAt = at,
        EndKey = by == EndedBy.Person ? operation.RequestKey : null,
        ActualSeconds = SessionTime.ElapsedSeconds(session, at),
        Pauses = session.OpenPause is { } open ? [.. session.Pauses.SkipLast(1), open with { To = at }] : session.Pauses,
    };
}
