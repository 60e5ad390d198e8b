namespace FocusSuite.CatalogClient;

/// <summary>The program templates, read from the catalog service and kept in memory.</summary>
public interface ICatalog
{
    /// <summary>One program with its days.</summary>
    /// <param name="programId">The program's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The template; null when there is none of that number.</returns>
    ValueTask<ProgramTemplate?> GetProgramAsync(long programId, CancellationToken cancellationToken);

    /// <summary>All programs that are offered.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The programs without their days, in the catalog's own order.</returns>
    ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken);
}
