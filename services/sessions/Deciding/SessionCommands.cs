using System.Runtime.ExceptionServices;
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
/// waits until day, program, history and list show it, or a bound has passed: then the answer says so.
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

        var operationId = OperationOf(sessionId);
        var outcome = await UpdateAsync(
            sessionId,
            session => Decide(session, userId, new Operation(operationId, clock.GetUtcNow(), requestKey), decide),
            cancellationToken);

        // Of a repeat as well: what the first request caused may still be on its way. What was heard before the wait is remembered.
        if (outcome.CompletesSession || outcome.Change is { Session.Status: SessionStatus.Completed })
        {
            using var wait = effects.Expect(operationId);
            await wait.SettledAsync(cancellationToken);
        }

        // As it was thrown: a new throw would say that it happened here.
        outcome.Refusal?.Throw();
        return outcome.Change!;
    }

    /// <summary>
    /// The operation by which a session is completed. It follows from the session, which is completed once: so who repeats the request knows what to wait for,
    /// in whichever replica, and whatever became of the first.
    /// </summary>
    internal static Guid OperationOf(string sessionId)
    {
        Span<byte> bytes = stackalloc byte[16];
        "done"u8.CopyTo(bytes);
        Convert.FromHexString(sessionId, bytes[4..], out _, out _);
        return new Guid(bytes);
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
            return DocumentDecision.Keep<FocusSession, Outcome>(new(null, ExceptionDispatchInfo.Capture(new FocusException(ErrorCodes.NotFound)), false));
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
            return Save(settled.Session, settled.Events, null, ExceptionDispatchInfo.Capture(refusal));
        }
    }

    private static DocumentDecision<FocusSession, Outcome> Save(
        FocusSession session, IReadOnlyList<FocusEvent> events, Change? change, ExceptionDispatchInfo? refusal)
    {
        var outcome = new Outcome(change, refusal, events.Any(happened => happened is SessionCompleted));
        return events.Count == 0
            ? DocumentDecision.Keep<FocusSession, Outcome>(outcome)
            : DocumentDecision.Save(session, outcome, OutboxMessages.From(events));
    }

    private sealed record Outcome(Change? Change, ExceptionDispatchInfo? Refusal, bool CompletesSession);
}
