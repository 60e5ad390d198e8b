using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Distracting;

/// <summary>A distraction to be noted.</summary>
/// <param name="Note">What distracted, 1..500 characters.</param>
internal sealed record DistractionNote(string Note)
{
    public const int Longest = 500;

    /// <summary>Notes it with its time. A repeat after a crash finds the note that carries its key.</summary>
    /// <exception cref="FocusException">SESSION_ENDED, or LIMIT_REACHED.</exception>
    public Change Decide(FocusSession session, Operation operation)
    {
        if (Repeated(session, operation) is { } noted)
        {
            Guards.RequireSameBody(noted.Note == Note);
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        if (session.Distractions.Count >= FocusSession.MaxDistractions)
        {
            throw new FocusException(ErrorCodes.LimitReached, $"A session holds {FocusSession.MaxDistractions} distractions at most.");
        }

        var distracted = session with { Distractions = [.. session.Distractions, new Distraction(Note, operation.Now, operation.RequestKey)] };
        return new Change(distracted, new DistractionLogged
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = session.UserId,
            SessionId = session.Id,
            DistractionCount = distracted.Distractions.Count,
        });
    }

    /// <summary>How many there were with the request's own: what it was told, also when it is repeated later.</summary>
    public static int CountFor(FocusSession session, string? requestKey)
    {
        for (var i = session.Distractions.Count - 1; requestKey is not null && i >= 0; i--)
        {
            if (session.Distractions[i].Key == requestKey)
            {
                return i + 1;
            }
        }

        return session.Distractions.Count;
    }

    private static Distraction? Repeated(FocusSession session, Operation operation) =>
        session.Distractions.LastOrDefault(distraction => operation.Repeats(distraction.Key, distraction.At));
}
