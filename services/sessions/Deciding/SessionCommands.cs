using FocusSuite.Documents;
using FocusSuite.Messaging.Effects;
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
/// A settlement is saved also when the command that met it is refused. Where a session was completed, whichever command it was, the answer
/// waits until day, program, history and list show it, or a bound has passed.
/// </summary>
internal sealed class SessionCommands(SessionStore store, IEffects effects, TimeProvider clock)
{
    /// <param name="sessionId">The session, as the request names it.</param>
    /// <param name="userId">The caller: somebody else's session is not found.</param>
    /// <param name="requestKey">The request's idempotency key.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FocusException">The command is refused.</exception>
    public async Task<Change> RunAsync(
        string sessionId,
        long userId,
        string? requestKey,
        Func<FocusSession, Operation, Change> decide,
        CancellationToken cancellationToken)
    {
        if (!SessionIds.IsWellFormed(sessionId))
        {
            throw new FocusException(ErrorCodes.NotFound);
        }

        var operationId = Guid.CreateVersion7();

        // Before the save: the effects may be quicker than the way back here.
        using var wait = effects.Expect(operationId);
        var outcome = await UpdateAsync(
            sessionId,
            session => Decide(session, userId, new Operation(operationId, clock.GetUtcNow(), requestKey), decide),
            cancellationToken);
        if (outcome.HasCompleted)
        {
            await wait.SettledAsync(cancellationToken);
        }

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
            return DocumentDecision.Keep<FocusSession, Outcome>(new(null, new FocusException(ErrorCodes.NotFound), false));
        }

        operation = operation with { Now = SessionTime.NotBefore(session, operation.Now) };
        var settled = Expiry.Settle(session, operation);
        try
        {
            var change = decide(settled.Session, operation);
            return Save(change.Session, [.. settled.Events, .. change.Events], change, null);
        }
        catch (FocusException refusal)
        {
            return Save(settled.Session, settled.Events, null, refusal);
        }
    }

    private static DocumentDecision<FocusSession, Outcome> Save(
        FocusSession session, IReadOnlyList<FocusEvent> events, Change? change, FocusException? refusal)
    {
        var outcome = new Outcome(change, refusal, events.Any(one => one is SessionCompleted));
        return events.Count == 0
            ? DocumentDecision.Keep<FocusSession, Outcome>(outcome)
            : DocumentDecision.Save(session, outcome, OutboxMessages.From(events));
    }

    private sealed record Outcome(Change? Change, FocusException? Refusal, bool HasCompleted);
}
