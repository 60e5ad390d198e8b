using FocusSuite.Messaging.Effects;
using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Ending;

/// <summary>Completes a session and waits until day, program, history and list show it, or a bound has passed.</summary>
internal sealed class CompleteHandler(SessionCommands commands, IEffects effects)
{
    public async Task<FocusSession> HandleAsync(
        string sessionId, long userId, string? requestKey, Completion completion, CancellationToken cancellationToken)
    {
        var operation = Guid.CreateVersion7();

        // Before the save: the effects may be quicker than the way back here.
        using var wait = effects.Expect(operation);
        var change = await commands.RunAsync(sessionId, userId, requestKey, completion.Decide, cancellationToken, operation);
        if (!change.IsNone)
        {
            await wait.SettledAsync(cancellationToken);
        }

        return change.Session;
    }
}
