using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Timing;

/// <summary>Stopping the clock.</summary>
internal static class Pausing
{
    /// <exception cref="FocusException">SESSION_ENDED, SESSION_NOT_ACTIVE or LIMIT_REACHED.</exception>
    public static Change Decide(FocusSession session, Operation operation)
    {
        if (session.Pauses.Any(pause => operation.Repeats(pause.FromKey, pause.From)))
        {
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        if (session.Status != SessionStatus.Active)
        {
            throw new FocusException(ErrorCodes.SessionNotActive);
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
