using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Events;

/// <summary>
/// Ends the session that is live in an enrollment which has ended: what ran until then counts, as the word of something done before.
/// </summary>
internal sealed class LiveSessionEnd(SessionStore store)
{
    /// <summary>Ends the person's live session if it is one of the enrollment; another program's is left alone.</summary>
    /// <returns>Whether a session was completed by it, so that its credit follows.</returns>
    /// <exception cref="DocumentConflictException">The person was faster each time.</exception>
    public async Task<bool> RunAsync(
        long userId, long enrollmentId, DateTimeOffset endedAt, OperationContext operation, CancellationToken cancellationToken)
    {
        if (await store.FindLiveAsync(userId, cancellationToken) is not { } live || live.EnrollmentId != enrollmentId)
        {
            return false;
        }

        // Somebody else may have ended it meanwhile, or erased it with its person.
        var decision = await store.Documents.DecideAsync(
            userId,
            live.Id,
            current => current?.EndWithProgram(endedAt, operation) ?? Decision.Refuse<FocusSession>(null, Refusal.NotFound),
            cancellationToken);
        return decision.Events.Any(happened => happened is SessionCompleted);
    }
}
