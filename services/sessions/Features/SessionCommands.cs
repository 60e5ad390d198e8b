using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Runs commands on a person's session: read, settle if it is overdue, decide, save; on a version conflict once more on fresh state.
/// A settlement is saved also when the command that met it is refused. Where a session was completed, whichever command it was, the answer
/// waits until day, program, history and list show it, or a bound has passed: then the answer says so.
/// </summary>
internal sealed class SessionCommands(SessionStore store, IEffects effects, TimeProvider clock)
{
    // 64 bits tell the requests of one session apart, and receipts stay in it.
    private const int FingerprintLength = 16;

    /// <summary>Runs a command for the caller.</summary>
    public Task<Decision<FocusSession>> RunAsync(
        string sessionId, ServerCallContext context, Func<FocusSession, OperationContext, Decision<FocusSession>> decide) =>
        RunAsync(sessionId, context.Caller().RequiredUserId, context.RequestKey(), decide, context.CancellationToken);

    /// <param name="sessionId">The session, as the request names it.</param>
    /// <param name="userId">The caller: somebody else's session is not found.</param>
    /// <param name="requestKey">The request's idempotency key.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException">The command is refused.</exception>
    public async Task<Decision<FocusSession>> RunAsync(
        string sessionId,
        long userId,
        string? requestKey,
        Func<FocusSession, OperationContext, Decision<FocusSession>> decide,
        CancellationToken cancellationToken)
    {
        if (!SessionId.IsWellFormed(sessionId))
        {
            throw Refusal.NotFound.ToException();
        }

        var decision = await SettledAsync(
            userId,
            sessionId,
            session => Decide(session, new OperationContext(OperationOf(sessionId), clock.GetUtcNow(), requestKey), decide),
            cancellationToken);
        return decision.Refusal is { } refusal ? throw refusal.ToException() : decision;
    }

    /// <summary>
    /// Corrects one of the caller's sessions. Each correction is an operation of its own, whose effects the answer waits for, as a
    /// repeat's does.
    /// </summary>
    /// <param name="sessionId">The session, as the request names it.</param>
    /// <param name="context">The call.</param>
    /// <param name="correct">The decision; may run several times.</param>
    /// <returns>The session after it.</returns>
    /// <exception cref="ApiException">The correction is refused.</exception>
    public async Task<FocusSession> CorrectAsync(
        string sessionId, ServerCallContext context, Func<FocusSession, OperationContext, Decision<FocusSession>> correct)
    {
        var (userId, key, cancellationToken) = (context.Caller().RequiredUserId, context.RequestKey(), context.CancellationToken);
        var request = context.RequestFingerprint()?[..FingerprintLength];
        if (!SessionId.IsWellFormed(sessionId))
        {
            throw Refusal.NotFound.ToException();
        }

        var decision = await DecideAsync(
            userId,
            sessionId,
            session => Decide(
                session,
                new OperationContext(OperationOf(sessionId), clock.GetUtcNow(), key) { Request = request },
                (settled, operation) => correct(
                    settled, operation with { CorrelationId = OperationOf(sessionId, settled.Corrections.Count + 1) })),
            cancellationToken);
        if (decision.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        var session = decision.State!;
        var revision = decision.ChangesNothing ? session.RevisionOf(key) : session.Corrections.Count;
        await AwaitEffectsAsync(OperationOf(sessionId, revision), cancellationToken);
        return session;
    }

    /// <summary>Waits, bounded, until everybody sees that a session was completed.</summary>
    public Task AwaitCompletionAsync(FocusSession session, CancellationToken cancellationToken) =>
        AwaitEffectsAsync(OperationOf(session.Id), cancellationToken);

    /// <summary>Saves what became of an overdue session; does nothing where it is not overdue.</summary>
    public Task SettleAsync(FocusSession session, CancellationToken cancellationToken) =>
        RunAsync(session.Id, session.UserId, null, (current, _) => Decision.Unchanged(current), cancellationToken);

    /// <summary>Ends a session with its program, overdue or not; does nothing where it has ended.</summary>
    public Task EndWithProgramAsync(FocusSession session, DateTimeOffset programEndedAt, CancellationToken cancellationToken) =>
        SettledAsync(
            session.UserId,
            session.Id,
            current => current?.EndWithProgram(programEndedAt, new OperationContext(OperationOf(session.Id), clock.GetUtcNow()))
                ?? Decision.Refuse<FocusSession>(null, Refusal.NotFound),
            cancellationToken);

    /// <summary>
    /// The operation by which a session is completed. It follows from the session, which is completed once: so who repeats the request
    /// knows what to wait for, in whichever replica, and whatever became of the first.
    /// </summary>
    internal static Guid OperationOf(string sessionId)
    {
        Span<byte> bytes = stackalloc byte[16];
        "done"u8.CopyTo(bytes);
        Convert.FromHexString(sessionId, bytes[4..], out _, out _);
        return new Guid(bytes);
    }

    /// <summary>The operation of a session's correction, by the same rule.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="revision">Which correction, from 1.</param>
    internal static Guid OperationOf(string sessionId, int revision)
    {
        Span<byte> bytes = stackalloc byte[16];
        "fix"u8.CopyTo(bytes);
        bytes[3] = (byte)revision;
        Convert.FromHexString(sessionId, bytes[4..], out _, out _);
        return new Guid(bytes);
    }

    private async Task AwaitEffectsAsync(Guid operation, CancellationToken cancellationToken)
    {
        using var wait = effects.Expect(operation);
        await wait.SettledAsync(cancellationToken);
    }

    private async Task<Decision<FocusSession>> SettledAsync(
        long userId, string sessionId, Func<FocusSession?, Decision<FocusSession>> decide, CancellationToken cancellationToken)
    {
        var decision = await DecideAsync(userId, sessionId, decide, cancellationToken);

        // Of a repeat as well: what the first request caused may still be on its way. What was heard before the wait is remembered.
        if (decision.Events.Any(happened => happened is SessionCompleted)
            || decision is { Refusal: null, State.Status: SessionStatus.Completed })
        {
            await AwaitEffectsAsync(OperationOf(sessionId), cancellationToken);
        }

        return decision;
    }

    private static Decision<FocusSession> Decide(
        FocusSession? session, OperationContext operation, Func<FocusSession, OperationContext, Decision<FocusSession>> decide)
    {
        if (session is null)
        {
            return Decision.Refuse<FocusSession>(null, Refusal.NotFound);
        }

        operation = operation with { Now = session.NotBefore(operation.Now) };
        var settled = session.SettleOverdue(operation);
        return decide(settled.State!, operation).After(settled);
    }

    private async Task<Decision<FocusSession>> DecideAsync(
        long userId, string sessionId, Func<FocusSession?, Decision<FocusSession>> decide, CancellationToken cancellationToken)
    {
        try
        {
            return await store.Documents.DecideAsync(userId, sessionId, decide, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            throw new ApiException(ErrorCodes.Conflict);
        }
    }
}
