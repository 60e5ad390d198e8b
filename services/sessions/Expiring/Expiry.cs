using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;

namespace FocusSuite.Sessions.Expiring;

/// <summary>What becomes of a session that was left open.</summary>
internal static class Expiry
{
    /// <summary>The session as it stands at a time: ended by the system when it is overdue, else as it is. Reads show this, commands save it.</summary>
    public static Change Settle(FocusSession session, Operation operation) =>
        session.DueAt is { } due && operation.Now >= due ? SessionEnd.Close(session, due, operation) : Change.None(session);

    /// <summary>The session as a read shows it.</summary>
    public static FocusSession AsOf(FocusSession session, DateTimeOffset now) => Settle(session, new Operation(Guid.Empty, now)).Session;
}
