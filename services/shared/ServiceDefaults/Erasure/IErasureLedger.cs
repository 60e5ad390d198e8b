namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>Remembers in the service's own database who was erased, for all replicas, and what there was to remove.</summary>
public interface IErasureLedger
{
    /// <summary>Notes an erasure, once: a repeat finds what the first one noted.</summary>
    /// <param name="entry">The erasure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The erasure as it is noted.</returns>
    Task<ErasureEntry> NoteAsync(ErasureEntry entry, CancellationToken cancellationToken);

    /// <summary>The noted erasure of a user.</summary>
    /// <param name="userHash">The user's hash, in hexadecimal.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The erasure; null when there is none.</returns>
    Task<ErasureEntry?> FindAsync(string userHash, CancellationToken cancellationToken);

    /// <summary>The hashes of all users whose erasure is remembered; those that need not be any longer are removed.</summary>
    /// <param name="now">Real time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The hashes, in hexadecimal.</returns>
    Task<IReadOnlyCollection<string>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An erasure in one service.</summary>
/// <param name="UserHash">A keyed hash of the user's number, in hexadecimal: not even the number remains.</param>
/// <param name="ErasureId">The erasure.</param>
/// <param name="Removed">How many records of each kind there were, counted before the first of them went.</param>
/// <param name="ExpiresAt">Real time after which no token and no event of the user is about any more.</param>
public sealed record ErasureEntry(string UserHash, Guid ErasureId, IReadOnlyDictionary<string, long> Removed, DateTimeOffset ExpiresAt);
