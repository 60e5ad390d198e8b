namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>Keeps what was answered to a request with an <c>Idempotency-Key</c>, for 24 hours of suite time.</summary>
public interface IIdempotencyStore
{
    /// <summary>Claims a key, or tells what became of it.</summary>
    /// <param name="userId">Whose key it is.</param>
    /// <param name="key">The key, 1..255 characters.</param>
    /// <param name="fingerprint">A hash of method and body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when the key is now the caller's to use; else what is recorded.</returns>
    Task<IdempotencyRecord?> ClaimAsync(long userId, string key, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Records the answer to a claimed key.</summary>
    /// <param name="userId">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is kept.</returns>
    Task RecordAsync(long userId, string key, IdempotentAnswer answer, CancellationToken cancellationToken);

    /// <summary>Gives a claimed key back, so that a repeat acts: the request failed in a way that passes.</summary>
    /// <param name="userId">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is free.</returns>
    Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Lets go of a claimed key, which goes on standing for this request alone: a repeat runs, finds by the key in the effect that it has
    /// acted, and so answers as things stand then. For an answer that holds for its own moment only.
    /// </summary>
    /// <param name="userId">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when a repeat may run.</returns>
    Task YieldAsync(long userId, string key, CancellationToken cancellationToken) => ReleaseAsync(userId, key, cancellationToken);

    /// <summary>Removes keys that are older than 24 hours. Several replicas may do it at once.</summary>
    /// <param name="max">How many at the most, 1..500.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many old keys it found; <paramref name="max"/> when there may be more.</returns>
    Task<int> PurgeAsync(int max, CancellationToken cancellationToken);

    /// <summary>How many keys of a user are kept.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The count.</returns>
    Task<long> CountOfUserAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Removes all keys of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when none is left.</returns>
    Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken);
}

/// <summary>What is recorded under a key.</summary>
/// <param name="Fingerprint">A hash of method and body of the first request.</param>
/// <param name="Answer">Its answer; null while it is being worked on.</param>
public sealed record IdempotencyRecord(string Fingerprint, IdempotentAnswer? Answer);

/// <summary>An answer that can be given again.</summary>
/// <param name="Message">The response message's bytes.</param>
/// <param name="HttpStatus">The HTTP status it chose by <c>x-http-status</c>; null for the method's default.</param>
public sealed record IdempotentAnswer(byte[] Message, string? HttpStatus);
