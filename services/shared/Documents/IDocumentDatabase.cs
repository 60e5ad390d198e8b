namespace FocusSuite.Documents;

/// <summary>The database behind the document stores of this process.</summary>
public interface IDocumentDatabase
{
    /// <summary>What it is: <c>MongoDB</c> or <c>PostgreSQL</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Creates what the documents need (tables or collections, indexes, the outbox). Repeats safely, also in several replicas at once.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when all is there.</returns>
    Task EnsureCreatedAsync(CancellationToken cancellationToken);

    /// <summary>The time at the database's server (real time): what leases of several replicas go by, whose own clocks differ.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The time, UTC.</returns>
    ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken);

    /// <summary>Asks the database for a sign of life, for health checks.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that fails with <see cref="DocumentStoreUnavailableException"/> when there is none.</returns>
    Task PingAsync(CancellationToken cancellationToken);
}
