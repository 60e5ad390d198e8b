using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Persistence;

/// <summary>Gives a session that is entered its time, before it is saved.</summary>
internal sealed class LoggedTimesStore(
    IDocumentStore<LoggedTimes> documents, SessionStore sessions, [FromKeyedServices(Clocks.Real)] TimeProvider realTime)
{
    // Longer than a request may take from the note to the session. After it a note without a session is of a request that died.
    private static readonly TimeSpan NoteLifetime = TimeSpan.FromSeconds(30);

    /// <summary>Notes the time. Noting it again, for a repeat of the request, changes nothing.</summary>
    /// <param name="session">The session, not saved yet.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ApiException">SESSION_OVERLAPS, LIMIT_REACHED, or CONFLICT where another request is taking the time.</exception>
    public async Task TakeAsync(FocusSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var refusal = await documents.UpdateAsync<LoggedTimes, Refusal?>(
                session.UserId,
                LoggedTimes.IdOf(session.UserId),
                (current, ct) => DecideAsync(current, session, now, ct),
                cancellationToken);
            if (refusal is not null)
            {
                throw refusal.ToException();
            }
        }
        catch (DocumentConflictException)
        {
            throw new ApiException(ErrorCodes.Conflict);
        }
    }

    private async Task<DocumentDecision<LoggedTimes, Refusal?>> DecideAsync(
        LoggedTimes? current, FocusSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var times = current ?? LoggedTimes.None(session.UserId);
        var others = times.OverlappedBy(session);
        if (others.Count > 0)
        {
            var known = (await sessions.FindManyAsync(session.UserId, [.. others.Select(time => time.SessionId)], cancellationToken))
                .ToDictionary(other => other.Id);
            if (known.Values.Any(other => other.Status != SessionStatus.Removed))
            {
                return DocumentDecision.Keep<LoggedTimes, Refusal?>(Refusal.SessionOverlaps);
            }

            if (others.Any(time => !known.ContainsKey(time.SessionId) && realTime.GetUtcNow() - time.NotedAt < NoteLifetime))
            {
                throw new ApiException(ErrorCodes.Conflict);
            }
        }

        var taken = times.With(session, others, now, realTime.GetUtcNow());
        return taken.Times.Count > LoggedTimes.MaxTimes
            ? DocumentDecision.Keep<LoggedTimes, Refusal?>(
                Refusal.LimitReached($"At most {LoggedTimes.MaxTimes} sessions of seven days can be entered."))
            : DocumentDecision.Save<LoggedTimes, Refusal?>(taken, null, []);
    }
}
