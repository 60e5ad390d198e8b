namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>
/// The keys of all services together: a key stands for one request of its caller, whichever service that goes to. Each service knows its
/// own by itself
/// (<see cref="IIdempotencyStore"/>), and asks here for those that are new to it.
/// </summary>
public interface IRequestKeySpace
{
    /// <summary>Claims a key for a request of the caller of the current call. A repeat of the same claim is granted again.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">A hash of method and body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the key stands for another request. True when it cannot be known now: the request is made all the
    /// same.</returns>
    Task<bool> ClaimAsync(string key, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Gives a key back whose request failed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">What it was claimed for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is free.</returns>
    Task ReleaseAsync(string key, string fingerprint, CancellationToken cancellationToken);
}
