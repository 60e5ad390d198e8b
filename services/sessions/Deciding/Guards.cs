using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Sessions.Deciding;

/// <summary>Refusals that several decisions share.</summary>
internal static class Guards
{
    /// <exception cref="FocusException">SESSION_ENDED.</exception>
    public static void RequireLive(FocusSession session)
    {
        if (!session.IsLive)
        {
            throw new FocusException(ErrorCodes.SessionEnded);
        }
    }

    /// <summary>A key stands for one request: with another body it is refused.</summary>
    /// <exception cref="FocusException">IDEMPOTENCY_KEY_REUSED.</exception>
    public static void RequireSameBody(bool same)
    {
        if (!same)
        {
            throw new FocusException(ErrorCodes.IdempotencyKeyReused);
        }
    }

    /// <summary>A key stands for one request: one that another command of this session left is refused. Who repeats a command looks for its own key first.</summary>
    /// <exception cref="FocusException">IDEMPOTENCY_KEY_REUSED.</exception>
    public static void RequireUnusedKey(FocusSession session, Operation operation)
    {
        var used = operation.Repeats(session.StartKey, session.StartedAt)
            || (session.EndedAt is { } ended && operation.Repeats(session.EndKey, ended))
            || session.Pauses.Any(pause => operation.Repeats(pause.FromKey, pause.From) || (pause.To is { } to && operation.Repeats(pause.ToKey, to)))
            || session.Distractions.Any(distraction => operation.Repeats(distraction.Key, distraction.At));
        RequireSameBody(!used);
    }
}
