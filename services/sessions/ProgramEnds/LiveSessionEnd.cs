using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Storing;

namespace FocusSuite.Sessions.ProgramEnds;

/// <summary>
/// Ends the session that is live in an enrollment which has ended: what ran until then counts, as the word of something done before.
/// </summary>
internal sealed class LiveSessionEnd(SessionStore store)
{
    /// <summary>Ends the person's live session if it is one of the enrollment; another program's is left alone.</summary>
    /// <returns>Whether a session was completed by it, so that its credit follows.</returns>
    /// <exception cref="DocumentConflictException">The person was faster each time.</exception>
    public async Task<bool> RunAsync(
        long userId, long enrollmentId, DateTimeOffset endedAt, Operation operation, CancellationToken cancellationToken)
    {
        if (await store.FindLiveAsync(userId, cancellationToken) is not { } live || live.EnrollmentId != enrollmentId)
        {
            return false;
        }

        return await store.Documents.UpdateAsync(
            live.Id,
            current =>
            {
                // Somebody else may have ended it meanwhile, or erased it with its person.
                var change = current is null ? null : Decide(current, endedAt, operation);
                return change is null or { IsNone: true }
                    ? DocumentDecision.Keep<FocusSession, bool>(false)
                    : DocumentDecision.Save(
                        change.Session, change.Events.Any(one => one is SessionCompleted), OutboxMessages.From(change.Events));
            },
            cancellationToken);
    }

    /// <summary>The end of one session with its program, once: as if the system had ended it at that time.</summary>
    public static Change Decide(FocusSession session, DateTimeOffset endedAt, Operation operation) => session.IsLive
        ? SessionEnd.Close(session, endedAt > session.StartedAt ? endedAt : session.StartedAt, operation)
        : Change.None(session);
}
