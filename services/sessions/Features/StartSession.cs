using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Starts a session: (1) a repeat of a request finds what it started; (2) enrollment and subscription allow it; (3) the insert decides, by
/// the unique key of live sessions; (4) a live session in the way ends if its program has ended or it is overdue, and then the insert is
/// tried again.
/// </summary>
internal sealed class StartSession(
    SessionStore store, SessionCommands commands, StartPermission permission, ProgramEnd programs, TimeProvider clock)
{
    // Each further attempt follows a change that somebody else made in between; so many in a row do not happen to one person.
    private const int MaxAttempts = 5;

    public async Task<StartSessionResponse> HandleAsync(StartSessionRequest request, ServerCallContext context)
    {
        var session = await RunAsync(Read(request), context.Caller(), context.RequestKey(), context.CancellationToken);
        return new StartSessionResponse
        {
            SessionId = session.Id,
            StartedAt = session.StartedAt.ToTimestamp(),
            PlannedDurationSeconds = session.PlannedSeconds,

            // Of the start, not of now: a repeat is told what the first request was told.
            Status = Protos.Sessions.V1.SessionStatus.Active,
        };
    }

    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static SessionPlan Read(StartSessionRequest request)
    {
        var validation = new Validation();
        var plan = validation.Plan(
            request.EnrollmentId, request.DayNumber, request.DurationMinutes, request.SessionType, request.TaskDescription);
        validation.ThrowIfAny();
        return plan;
    }

    /// <summary>Starts what is planned, or finds what the same request started before.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    internal async Task<FocusSession> RunAsync(SessionPlan plan, Caller caller, string? requestKey, CancellationToken cancellationToken)
    {
        var userId = caller.RequiredUserId;
        var operation = new OperationContext(Guid.CreateVersion7(), clock.GetUtcNow(), requestKey);
        if (await FindRepeatedAsync(plan, userId, operation, cancellationToken) is { } started)
        {
            return started;
        }

        var programId = await permission.RequireAsync(plan, userId, cancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            operation = operation with { Now = clock.GetUtcNow() };
            var id = requestKey is null ? SessionId.New() : SessionId.OfKey(userId, requestKey, operation.Now);
            var decision = FocusSession.Start(id, userId, programId, caller.TimeZone.Id, plan, operation);
            if (await TryInsertAsync(decision, cancellationToken))
            {
                return decision.State!;
            }

            // The same request may have come twice at once.
            if (await FindRepeatedAsync(plan, userId, operation, cancellationToken) is { } other)
            {
                return other;
            }

            await MakeWayAsync(plan, userId, operation.Now, cancellationToken);
        }

        throw new ApiException(ErrorCodes.Conflict);
    }

    private async Task<FocusSession?> FindRepeatedAsync(
        SessionPlan plan, long userId, OperationContext operation, CancellationToken cancellationToken)
    {
        var started = await store.FindRepeatedAsync(userId, operation, cancellationToken);
        return started is null || plan.Describes(started) ? started : throw Refusal.KeyReused.ToException();
    }

    private async Task<bool> TryInsertAsync(Decision<FocusSession> decision, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(decision.State!, 0, decision.Events, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is DocumentConflictException or UniqueKeyConflictException)
        {
            return false;
        }
    }

    private async Task MakeWayAsync(SessionPlan plan, long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // None: it has ended since.
        if (await store.FindLiveAsync(userId, cancellationToken) is not { } live)
        {
            return;
        }

        // That the plan's own enrollment is in progress was asked just before.
        var endedAt = live.EnrollmentId == plan.EnrollmentId
            ? null
            : await programs.FindAsync(live.EnrollmentId, userId, cancellationToken);
        if (endedAt is { } end)
        {
            await commands.EndWithProgramAsync(live, end, cancellationToken);
        }
        else if (live.DueAt <= now)
        {
            await commands.SettleAsync(live, cancellationToken);
        }
        else
        {
            throw new ApiException(ErrorCodes.ActiveSessionExists);
        }
    }
}
