using FocusSuite.Messaging.Effects;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>
/// Abandons, and waits until the live session of the program has ended and counts, or a bound has passed: the next start is free then.
/// </summary>
internal sealed class AbandonHandler(LifecycleHandler lifecycle, IEffects effects)
{
    /// <summary>Abandons.</summary>
    public async Task<LifecycleAnswer> AbandonAsync(LifecycleCommand command, CancellationToken cancellationToken)
    {
        // Before the save: the effects may be quicker than the way back here.
        using var wait = effects.Expect(command.OperationId);
        var answer = await lifecycle.AbandonAsync(command, cancellationToken);
        if (!answer.IsRepeat)
        {
            await wait.SettledAsync(cancellationToken);
        }

        return answer;
    }
}
