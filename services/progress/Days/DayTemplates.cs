using FocusSuite.CatalogClient;

namespace FocusSuite.Progress.Days;

/// <summary>Days as the catalog has them.</summary>
internal sealed class DayTemplates(ICatalog catalog)
{
    /// <summary>A day of a program; null where the catalog has none such.</summary>
    public async ValueTask<DayTemplate?> FindAsync(long programId, int dayNumber, CancellationToken cancellationToken) =>
        (await catalog.GetProgramAsync(programId, cancellationToken))?.Day(dayNumber);

    /// <summary>A day of a program that somebody is enrolled in: the catalog has it, or an installation is at fault.</summary>
    public async ValueTask<DayTemplate> GetAsync(long programId, int dayNumber, CancellationToken cancellationToken) =>
        await FindAsync(programId, dayNumber, cancellationToken)
        ?? throw new InvalidOperationException($"The catalog has no day {dayNumber} of program {programId}.");
}
