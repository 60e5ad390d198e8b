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
}
