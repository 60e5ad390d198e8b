namespace FocusSuite.Messaging.Effects;

/// <summary>Lets an operation wait until what it caused in other services can be read there: read your writes.</summary>
public interface IEffects
{
    /// <summary>Begins to listen for the effects of an operation. What was heard of in the last minutes counts as well.</summary>
    /// <param name="correlationId">The operation (<see cref="Events.FocusEvent.CorrelationId"/> of its events).</param>
    /// <returns>The wait; dispose of it in any case.</returns>
    IEffectWait Expect(Guid correlationId);
}

/// <summary>A wait for the effects of one operation.</summary>
public interface IEffectWait : IDisposable
{
    /// <summary>
    /// Waits for the effects: at most <see cref="MessagingOptions.EffectsBound"/>, no longer than
    /// <see cref="MessagingOptions.EffectsIdleTimeout"/> while nothing is heard of anybody's, and not at all while the broker is away or
    /// while peers have lately not answered. The operation is saved either way; false only says that its effects may still follow, and the
    /// caller is told so (<see cref="IEffectReport"/>).
    /// </summary>
    /// <param name="cancellationToken">Ends the wait early, without an exception.</param>
    /// <returns>True when the effects are visible.</returns>
    Task<bool> SettledAsync(CancellationToken cancellationToken);
}
