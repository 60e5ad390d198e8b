using FocusSuite.Documents;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.ProgramEnds;
using FocusSuite.Sessions.Storing;

namespace FocusSuite.Sessions.Starting;

/// <summary>
/// Starts a session: (1) a repeat of a request finds what it started; (2) enrollment and subscription allow it; (3) the insert decides, by
/// the unique key of live sessions; (4) a live session in the way is settled if it is overdue or its program has ended, and then the insert
/// is tried again.
/// </summary>
internal sealed class StartHandler(SessionStore store, SessionCommands commands, StartPermission permission, TimeProvider clock)
{
    // Each further attempt follows a change that somebody else made in between; so many in a row do not happen to one person.
    private const int MaxAttempts = 5;

    public async Task<FocusSession> HandleAsync(StartCommand command, Caller caller, string? requestKey, CancellationToken cancellationToken)
    {
        var userId = caller.RequiredUserId;
        var operation = new Operation(Guid.CreateVersion7(), clock.GetUtcNow(), requestKey);
        if (await FindRepeatedAsync(command, userId, operation, cancellationToken) is { } started)
        {
            return started;
        }

        var programId = await permission.RequireAsync(command, userId, cancellationToken);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            operation = operation with { Now = clock.GetUtcNow() };
            var id = requestKey is null ? SessionIds.New() : SessionIds.OfKey(userId, requestKey, operation.Now);
            var change = command.Decide(id, userId, programId, caller.TimeZone.Id, operation);
            if (await TryInsertAsync(change, cancellationToken))
            {
                return change.Session;
            }

            // The same request may have come twice at once.
            if (await FindRepeatedAsync(command, userId, operation, cancellationToken) is { } other)
            {
                return other;
            }

            await MakeWayAsync(command, userId, operation.Now, cancellationToken);
        }

        throw new FocusException(ErrorCodes.Conflict);
    }

    private async Task<FocusSession?> FindRepeatedAsync(StartCommand command, long userId, Operation operation, CancellationToken cancellationToken)
    {
        if (operation.RequestKey is not { } key)
        {
            return null;
        }

        var candidates = await store.FindManyAsync(SessionIds.Candidates(userId, key, operation.Now), cancellationToken);
        var started = candidates.FirstOrDefault(session => session.UserId == userId && operation.Repeats(session.StartKey, session.StartedAt));
        if (started is not null)
        {
            Guards.RequireSameBody(command.Describes(started));
        }

        return started;
    }

    private async Task<bool> TryInsertAsync(Change change, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(change.Session, 0, change.Events, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is DocumentConflictException or UniqueKeyConflictException)
        {
            return false;
        }
    }

    private async Task MakeWayAsync(StartCommand command, long userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // None: it has ended since.
        if (await store.FindLiveAsync(userId, cancellationToken) is not { } live)
        {
            return;
        }

        if (live.DueAt <= now)
        {
            await commands.SettleAsync(live, cancellationToken);
            return;
        }

        // That the command's own enrollment is in progress was asked just before.
        var endedAt = live.EnrollmentId == command.EnrollmentId ? null : await permission.EndOfAsync(live.EnrollmentId, cancellationToken);
        if (endedAt is null)
        {
            throw new FocusException(ErrorCodes.ActiveSessionExists);
        }

        await commands.RunAsync(
            live.Id,
            userId,
            requestKey: null,
            (session, operation) => LiveSessionEnd.Decide(session, endedAt.Value, operation),
            cancellationToken);
    }
}
