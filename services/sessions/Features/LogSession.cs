using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Enters a session that no clock measured: (1) a repeat of a request finds what it entered; (2) enrollment and subscription allow it, as
/// for a start; (3) no other session was under way at that time; (4) its time is taken, so that two requests at once cannot take the same;
/// (5) it is saved as completed, and the answer waits until everybody sees it.
/// </summary>
internal sealed class LogSession(
    SessionStore store, LoggedTimesStore times, SessionCommands commands, StartPermission permission, TimeProvider clock)
{
    public async Task<LogSessionResponse> HandleAsync(LogSessionRequest request, ServerCallContext context)
    {
        var session = await RunAsync(Read(request), context.Caller(), context.RequestKey(), context.CancellationToken);
        await commands.AwaitCompletionAsync(session, context.CancellationToken);
        return new LogSessionResponse { Session = SessionMessages.ToRecord(session) };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static LoggedSession Read(LogSessionRequest request)
    {
        var validation = new Validation();
        var plan = validation.Plan(
            request.EnrollmentId, request.DayNumber, request.DurationMinutes, request.SessionType, request.TaskDescription);
        var startedAt = validation.Moment(request.StartedAt, "started_at");
        var rating = validation.Rating(request.HasProductivityRating ? request.ProductivityRating : null);
        var notes = validation.Notes(request.Notes);
        validation.ThrowIfAny();
        return new LoggedSession(plan, startedAt, rating, notes.Length == 0 ? null : notes);
    }

    /// <summary>Enters a session, or finds what the same request entered before.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    internal async Task<FocusSession> RunAsync(
        LoggedSession logged, Caller caller, string? requestKey, CancellationToken cancellationToken)
    {
        var userId = caller.RequiredUserId;
        var operation = new OperationContext(Guid.Empty, clock.GetUtcNow(), requestKey);
        if (await FindRepeatedAsync(logged, userId, operation, cancellationToken) is { } known)
        {
            return known;
        }

        var programId = await permission.RequireAsync(logged.Plan, userId, cancellationToken);
        var id = requestKey is null ? SessionId.New() : SessionId.OfKey(userId, requestKey, operation.Now);
        operation = operation with { CorrelationId = SessionCommands.OperationOf(id), Now = clock.GetUtcNow() };
        var decision = FocusSession.Log(id, userId, programId, caller.TimeZone.Id, logged, operation);
        if (decision.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        var session = decision.State!;
        if (await store.HasOverlapAsync(session, operation.Now, cancellationToken))
        {
            throw Refusal.SessionOverlaps.ToException();
        }

        await times.TakeAsync(session, operation.Now, cancellationToken);
        try
        {
            await store.SaveAsync(session, 0, decision.Events, cancellationToken);
            return session;
        }
        catch (DocumentConflictException)
        {
            // The same request came twice at once.
            return await FindRepeatedAsync(logged, userId, operation, cancellationToken) ?? throw new ApiException(ErrorCodes.Conflict);
        }
    }

    private async Task<FocusSession?> FindRepeatedAsync(
        LoggedSession logged, long userId, OperationContext operation, CancellationToken cancellationToken)
    {
        if (await store.FindRepeatedAsync(userId, operation, cancellationToken) is not { } known)
        {
            return null;
        }

        return known.Status == Domain.SessionStatus.Removed ? throw Refusal.NotFound.ToException()
            : logged.Describes(known) ? known
            : throw Refusal.KeyReused.ToException();
    }
}
