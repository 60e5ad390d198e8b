using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Ends the sessions that are overdue. Any replica may sweep, several at once too: the version that a session was read with lets one of
/// them, or the person's own command, through. One whose program has ended meanwhile ends with it, before the word of that has come; while
/// enrollment is away, sessions wait for the next sweep.
/// </summary>
internal sealed class EndOverdueSessions(
    SessionStore store, ProgramEnd programs, TimeProvider clock, ILogger<EndOverdueSessions> logger)
{
    public const int BatchSize = 100;

    // A backlog after an outage must not take the database connections from people's requests.
    private const int Concurrency = 4;

    /// <summary>Goes through all sessions that are due now, a batch at a time.</summary>
    /// <returns>How many this sweep ended.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        var now = clock.GetUtcNow();
        string? next = null;
        do
        {
            // By page and not from the start again: a session that cannot be ended does not hold up those behind it.
            var page = await store.FindDueAsync(now, BatchSize, next, cancellationToken);
            await Parallel.ForEachAsync(
                page.Items,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
                async (session, ct) =>
                {
                    if (await TryEndAsync(session, now, ct))
                    {
                        Interlocked.Increment(ref ended);
                    }
                });
            next = page.NextPageToken;
        }
        while (next is not null);

        if (ended > 0)
        {
            Log.Expired(logger, ended);
        }

        return ended;
    }

    private async Task<bool> TryEndAsync(Versioned<FocusSession> found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var session = found.Document;
            var operation = new OperationContext(Guid.CreateVersion7(), now);
            var decision = await programs.FindAsync(session.EnrollmentId, session.UserId, cancellationToken) is { } endedAt
                ? session.EndWithProgram(endedAt, operation)
                : session.SettleOverdue(operation);
            if (!decision.ChangesNothing)
            {
                await store.SaveAsync(decision.State!, found.Version, decision.Events, cancellationToken);
            }

            return !decision.ChangesNothing;
        }
        catch (DocumentConflictException)
        {
            // Somebody was faster; if it is due still, the next sweep meets it again.
            return false;
        }
        catch (Exception exception) when (!IsAway(exception) && !cancellationToken.IsCancellationRequested)
        {
            Log.ExpireFailed(logger, exception, found.Document.Id);
            return false;
        }
    }

    // What ends the sweep: the next session would fare no better.
    private static bool IsAway(Exception exception) =>
        exception is OperationCanceledException or DocumentStoreUnavailableException || TransientFaults.Is(exception);
}
