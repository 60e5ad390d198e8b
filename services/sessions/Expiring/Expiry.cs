using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Timing;

namespace FocusSuite.Sessions.Expiring;

/// <summary>What becomes of a session that was left open.</summary>
internal static class Expiry
{
    /// <summary>The session as it stands at a time: ended by the system when it is overdue, else as it is. Reads show this, commands save it.</summary>
    public static Change Settle(FocusSession session, Operation operation) => session switch
    {
        _ when session.DueAt is not { } due || operation.Now < due => Change.None(session),

        // Forgotten after the work was done: what was planned counts, the time after it does not.
        { Status: SessionStatus.Active } => SessionEnd.Complete(session, EndedBy.System, SessionTime.PlannedEnd(session), operation),
        _ => SessionEnd.Cancel(session, EndedBy.System, session.DueAt!.Value, operation),
    };

    /// <summary>The session as a read shows it.</summary>
    public static FocusSession AsOf(FocusSession session, DateTimeOffset now) => Settle(session, new Operation(Guid.Empty, now)).Session;
}
