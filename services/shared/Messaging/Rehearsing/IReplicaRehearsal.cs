namespace FocusSuite.Messaging.Rehearsing;

/// <summary>What this replica rehearses before it is ready.</summary>
public interface IReplicaRehearsal
{
    /// <summary>Rehearses; once that has succeeded, does nothing more.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <returns>A task that ends when the rehearsal has.</returns>
    /// <exception cref="InvalidOperationException">It failed; another try may succeed.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
