namespace FocusSuite.CatalogClient;

/// <summary>The programs, read from the catalog service and kept in memory.</summary>
public interface ICatalog
{
    /// <summary>
    /// One version of a program with its days. It never changes, so it is asked for once; it stays when the program is offered no more.
    /// </summary>
    /// <param name="programId">The program's number.</param>
    /// <param name="version">The version, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version; null when there is none of those numbers.</returns>
    ValueTask<ProgramTemplate?> GetVersionAsync(long programId, int version, CancellationToken cancellationToken);

    /// <summary>
    /// One program as new enrollments get it. One that is not in the list yet is asked for: it may have been published just now.
    /// </summary>
    /// <param name="programId">The program's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The program without its days; null when none of that number is offered.</returns>
    ValueTask<ProgramInfo?> FindOfferedAsync(long programId, CancellationToken cancellationToken);

    /// <summary>All programs that are offered, each in the version that new enrollments get.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The programs without their days, in the catalog's own order.</returns>
    ValueTask<IReadOnlyList<ProgramInfo>> ListProgramsAsync(CancellationToken cancellationToken);
}
