using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;

namespace FocusSuite.Sessions.Timing;

/// <summary>Stopping the clock; after the bell, when there is nothing left to pause, the session is completed at its planned end.</summary>
internal static class Pausing
{
    /// <summary>Whether a pause, or the one that it repeats, came after the bell.</summary>
    /// <param name="session">What the decision left.</param>
    /// <param name="requestKey">The request's key.</param>
    public static bool CameAfterTheBell(FocusSession session, string? requestKey) =>
        session is { Status: SessionStatus.Completed, EndedBy: EndedBy.System } && session.EndKey == requestKey;

    /// <exception cref="FocusException">SESSION_ENDED, SESSION_NOT_ACTIVE or LIMIT_REACHED.</exception>
    public static Change Decide(FocusSession session, Operation operation)
    {
        if (session.Pauses.Any(pause => operation.Repeats(pause.FromKey, pause.From))
            || (operation.RequestKey is { } key && CameAfterTheBell(session, key)))
        {
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        if (session.Status != SessionStatus.Active)
        {
            throw new FocusException(ErrorCodes.SessionNotActive);
        }

        if (SessionTime.IsOver(session, operation.Now))
        {
            var completed = SessionEnd.Close(session, operation.Now, operation);
            return completed with { Session = completed.Session with { EndKey = operation.RequestKey } };
        }

        if (session.Pauses.Count >= FocusSession.MaxPauses)
        {
            throw new FocusException(ErrorCodes.LimitReached, $"A session can be paused {FocusSession.MaxPauses} times at most.");
        }

        var paused = session with
        {
            Status = SessionStatus.Paused,
            Pauses = [.. session.Pauses, new Pause(operation.Now, FromKey: operation.RequestKey)],
        };
        return new Change(paused, new SessionPaused
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = session.UserId,
            SessionId = session.Id,
        });
    }
}
