using FocusSuite.Domain;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Events;

/// <summary>
/// Starts and completes a session of nobody's, saves it with a word by which nothing happens, waits for the word, and removes the session.
/// </summary>
internal sealed class SessionsRehearsal(SessionStore store, IEffects effects, TimeProvider clock) : IRehearsal
{
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        var operation = OperationContext.Begin(clock);
        var plan = new SessionPlan(FocusEvent.Nobody, 1, 1, SessionType.Program, null);
        var started = FocusSession.Start(SessionId.New(), FocusEvent.Nobody, FocusEvent.Nobody, "UTC", plan, operation).State!;
        var completed = started.Complete(null, null, operation).State!;
        using var wait = effects.Expect(operation.CorrelationId);
        try
        {
            var settled = operation.Stamp(FocusEvent.Nobody, new ProgressUpdated { EnrollmentId = FocusEvent.Nobody, Settled = true });
            await store.SaveAsync(completed, 0, [settled], cancellationToken);
            await wait.SettledAsync(cancellationToken);
        }
        finally
        {
            if (await store.Documents.GetAsync(FocusEvent.Nobody, completed.Id, CancellationToken.None) is { } saved)
            {
                await store.Documents.DeleteAsync(FocusEvent.Nobody, completed.Id, saved.Version, CancellationToken.None);
            }
        }
    }
}
