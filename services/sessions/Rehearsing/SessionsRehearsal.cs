using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Storing;

namespace FocusSuite.Sessions.Rehearsing;

/// <summary>Starts and completes a session of nobody's, saves it with a word by which nothing happens, waits for the word, and removes the session.</summary>
internal sealed class SessionsRehearsal(SessionStore store, IEffects effects, TimeProvider clock) : IRehearsal
{
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        var operation = new Deciding.Operation(Guid.CreateVersion7(), clock.GetUtcNow());
        var started = new StartCommand(FocusEvent.Nobody, 1, StartCommand.ShortestMinutes, SessionType.Program, null)
            .Decide(SessionIds.New(), FocusEvent.Nobody, FocusEvent.Nobody, "UTC", operation).Session;
        var completed = new Completion(null, null).Decide(started, operation).Session;
        using var wait = effects.Expect(operation.CorrelationId);
        try
        {
            await store.SaveAsync(completed, 0, [Word(operation)], cancellationToken);
            await wait.SettledAsync(cancellationToken);
        }
        finally
        {
            if (await store.Documents.GetAsync(completed.Id, CancellationToken.None) is { } saved)
            {
                await store.Documents.DeleteAsync(completed.Id, saved.Version, CancellationToken.None);
            }
        }
    }

    private static ProgressUpdated Word(Deciding.Operation operation) => new()
    {
        OccurredAt = operation.Now,
        UserId = FocusEvent.Nobody,
        CorrelationId = operation.CorrelationId,
        EnrollmentId = FocusEvent.Nobody,
        Settled = true,
    };
}
