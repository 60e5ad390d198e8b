namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>What a service holds about people. Its outbox and its idempotency keys are taken care of beside it.</summary>
public interface IPersonalData
{
    /// <summary>How many records of each kind there are of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The counts by kind, e.g. <c>focus_sessions</c>.</returns>
    Task<IReadOnlyDictionary<string, long>> CountAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Removes all of it; may be repeated.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when nothing is left.</returns>
    Task RemoveAsync(long userId, CancellationToken cancellationToken);

    /// <summary>Reads a page of it, those of one kind together.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="pageToken">From the page before; empty for the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The page.</returns>
    Task<PersonalPage> ExportAsync(long userId, string pageToken, CancellationToken cancellationToken);
}

/// <summary>A page of records.</summary>
/// <param name="Records">Each with its kind and its JSON.</param>
/// <param name="NextPageToken">For the next page; empty on the last.</param>
public sealed record PersonalPage(IReadOnlyList<(string Kind, string Json)> Records, string NextPageToken);
