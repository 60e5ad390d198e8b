namespace FocusSuite.Messaging.Rehearsing;

/// <summary>
/// Runs once what a service does about events, from its consumer to the word that its effects are visible, for nobody
/// (<see cref="Events.FocusEvent.Nobody"/>): a first time takes seconds on a busy machine, and nobody's first completion shall be the one
/// that pays for it.
/// </summary>
public interface IRehearsal
{
    /// <summary>Rehearses. May be repeated, by several replicas at once too, and leaves nothing behind.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <returns>A task that ends when all of it has run.</returns>
    Task RehearseAsync(CancellationToken cancellationToken);
}
