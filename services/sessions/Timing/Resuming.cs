using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Timing;

/// <summary>Letting the clock run on.</summary>
internal static class Resuming
{
    /// <exception cref="FocusException">SESSION_ENDED or SESSION_NOT_PAUSED.</exception>
    public static Change Decide(FocusSession session, Operation operation)
    {
        if (session.Pauses.Any(pause => pause.To is { } to && operation.Repeats(pause.ToKey, to)))
        {
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        if (session.OpenPause is not { } open)
        {
            throw new FocusException(ErrorCodes.SessionNotPaused);
        }

        var resumed = session with
        {
            Status = SessionStatus.Active,
            Pauses = [.. session.Pauses.SkipLast(1), open with { To = operation.Now, ToKey = operation.RequestKey }],
        };
        return new Change(resumed, new SessionResumed
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = session.UserId,
            SessionId = session.Id,
        });
    }
}
