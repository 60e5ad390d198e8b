namespace FocusSuite.Hosting.Migrating;

/// <summary>What a service keeps: its tables, indexes and the data that a new installation begins with.</summary>
public interface ISchema
{
    /// <summary>
    /// Brings it to where this version needs it. Repeats safely, several at once too, and in such steps only that the version before goes
    /// on working meanwhile and afterwards (docs/operations/deploy.md, "Schema").
    /// </summary>
    /// <param name="cancellationToken">Ends the work; what is half done is finished by the next run.</param>
    /// <returns>A task that ends when all is there.</returns>
    Task MigrateAsync(CancellationToken cancellationToken);
}
