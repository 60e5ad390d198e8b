using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Timing;

namespace FocusSuite.Sessions.Ending;

/// <summary>The end of a session, whoever causes it: here alone are its end, its credit and its date decided.</summary>
internal static class SessionEnd
{
    /// <summary>Less on the clock than this is no work to keep, where nobody said that the session is complete.</summary>
    public static readonly TimeSpan LeastWork = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Ends a live session by the system at a moment, present or past. What ran until then counts, at most the planned time, and the session
    /// ends where that ends: at its planned end or at its pause, if it has reached them. It is canceled where less than a minute ran.
    /// </summary>
    public static Change Close(FocusSession session, DateTimeOffset at, Operation operation)
    {
        var until = SessionTime.CreditedUntil(session, at);
        return SessionTime.Elapsed(session, until) >= LeastWork
            ? Complete(session, EndedBy.System, until, operation)
            : Cancel(session, EndedBy.System, at, operation);
    }

    /// <summary>Ends it with credit: the actual time, at most the planned time.</summary>
    public static Change Complete(FocusSession session, EndedBy by, DateTimeOffset at, Operation operation)
    {
        var until = SessionTime.CreditedUntil(session, at);
        var ended = End(session, SessionStatus.Completed, by, at, operation);
        ended = ended with { CreditedSeconds = Math.Min(ended.ActualSeconds!.Value, ended.PlannedSeconds) };
        return new Change(ended, new SessionCompleted
        {
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
            OccurredAt = operation.Now,
            UserId = ended.UserId,
            SessionId = ended.Id,
            EnrollmentId = ended.EnrollmentId,
            ProgramId = ended.ProgramId,
            DayNumber = ended.DayNumber,
            CreditedSeconds = ended.CreditedSeconds.Value,
            EndedAt = at,
            CreditedUntil = until,
            LocalDate = LocalDates.Of(until, ended.TimeZone),
        });
    }

    /// <summary>Ends it without credit.</summary>
    public static Change Cancel(FocusSession session, EndedBy by, DateTimeOffset at, Operation operation)
    {
        var ended = End(session, SessionStatus.Canceled, by, at, operation) with { CreditedSeconds = 0 };
        return new Change(ended, new SessionCanceled
        {
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
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
        Pauses = session.OpenPause is { } open
            ? [.. session.Pauses.SkipLast(1), open with { To = at > open.From ? at : open.From }]
            : session.Pauses,
    };
}
