using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Ending;

/// <summary>Ending a session without credit.</summary>
internal static class Cancellation
{
    /// <exception cref="ServiceDefaults.Errors.FocusException">SESSION_ENDED, but for a repeat of the request that canceled it.</exception>
    public static Change Decide(FocusSession session, Operation operation)
    {
        if (session is { Status: SessionStatus.Canceled, EndKey: { } key } && key == operation.RequestKey)
        {
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        return SessionEnd.Cancel(session, EndedBy.Person, operation.Now, operation);
    }
}
