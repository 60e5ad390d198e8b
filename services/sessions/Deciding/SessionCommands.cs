using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Expiring;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Storing;
using FocusSuite.Sessions.Timing;

namespace FocusSuite.Sessions.Deciding;

/// <summary>
/// Runs commands on a person's session: read, settle if it is overdue, decide, save; on a version conflict once more on fresh state.
/// A settlement is saved also when the command that met it is refused.
/// </summary>
internal sealed class SessionCommands(SessionStore store, TimeProvider clock)
{
    /// <param name="sessionId">The session, as the request names it.</param>
    /// <param name="userId">The caller: somebody else's session is not found.</param>
    /// <param name="requestKey">The request's idempotency key.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="correlationId">The operation, where the caller waits for its effects.</param>
    /// <exception cref="FocusException">The command is refused.</exception>
    public async Task<Change> RunAsync(
        string sessionId,
        long userId,
        string? requestKey,
        Func<FocusSession, Operation, Change> decide,
        CancellationToken cancellationToken,
        Guid? correlationId = null)
    {
        if (!SessionIds.IsWellFormed(sessionId))
        {
            throw new FocusException(ErrorCodes.NotFound);
        }

        var operationId = correlationId ?? Guid.CreateVersion7();
        var outcome = await UpdateAsync(
            sessionId,
            session => Decide(session, userId, new Operation(operationId, clock.GetUtcNow(), requestKey), decide),
            cancellationToken);
        return outcome.Refusal is null ? outcome.Change! : throw outcome.Refusal;
    }

    /// <summary>Saves what became of an overdue session; does nothing where it is not overdue.</summary>
    public Task SettleAsync(FocusSession session, CancellationToken cancellationToken) =>
        RunAsync(session.Id, session.UserId, null, (current, _) => Change.None(current), cancellationToken);

    private async Task<Outcome> UpdateAsync(
        string sessionId, Func<FocusSession?, DocumentDecision<FocusSession, Outcome>> decide, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Documents.UpdateAsync(sessionId, decide, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            throw new FocusException(ErrorCodes.Conflict);
        }
    }

    private static DocumentDecision<FocusSession, Outcome> Decide(
        FocusSession? session, long userId, Operation operation, Func<FocusSession, Operation, Change> decide)
    {
        if (session is null || session.UserId != userId)
        {
            return DocumentDecision.Keep<FocusSession, Outcome>(new(null, new FocusException(ErrorCodes.NotFound)));
        }

        operation = operation with { Now = SessionTime.NotBefore(session, operation.Now) };
        var settled = Expiry.Settle(session, operation);
        try
        {
            var change = decide(settled.Session, operation);
            return Save(change.Session, [.. settled.Events, .. change.Events], new(change, null));
        }
        catch (FocusException refusal)
        {
            return Save(settled.Session, settled.Events, new(null, refusal));
        }
    }

    private static DocumentDecision<FocusSession, Outcome> Save(FocusSession session, IReadOnlyList<FocusEvent> events, Outcome outcome) => events.Count == 0
        ? DocumentDecision.Keep<FocusSession, Outcome>(outcome)
        : DocumentDecision.Save(session, outcome, OutboxMessages.From(events));

    private sealed record Outcome(Change? Change, FocusException? Refusal);
}
