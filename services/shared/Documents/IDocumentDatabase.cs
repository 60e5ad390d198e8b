namespace FocusSuite.Documents;

/// <summary>The database behind the document stores of this process.</summary>
public interface IDocumentDatabase
{
    /// <summary>What it is: <c>MongoDB</c> or <c>PostgreSQL</c>.</summary>
    string Kind { get; }

    /// <summary>Creates what the documents need (tables or collections, indexes, the outbox). Repeats safely, also in several replicas at once.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when all is there.</returns>
    Task EnsureCreatedAsync(CancellationToken cancellationToken);

    /// <summary>Asks the database for a sign of life, for health checks.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that fails with <see cref="DocumentStoreUnavailableException"/> when there is none.</returns>
    Task PingAsync(CancellationToken cancellationToken);
}
