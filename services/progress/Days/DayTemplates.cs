using FocusSuite.CatalogClient;

namespace FocusSuite.Progress.Days;

/// <summary>Days as the catalog has them.</summary>
internal sealed class DayTemplates(ICatalog catalog)
{
    /// <summary>
    /// A day of a program; null where the catalog does not know the program. Where that was shortened since somebody enrolled, the last day
    /// that it has stands for those that it has no more, here as in the enrollment's details: so that their days can be lived, and the
    /// program finished.
    /// </summary>
    public async ValueTask<DayTemplate?> FindAsync(long programId, int dayNumber, CancellationToken cancellationToken)
    {
        var template = await catalog.GetProgramAsync(programId, cancellationToken);
        return template is not { Days: [.., var last] } || dayNumber < 1
            ? null
            : template.Day(dayNumber) ?? last with { DayNumber = dayNumber };
    }

    /// <summary>A day of a program that somebody is enrolled in: the catalog has it, or an installation is at fault.</summary>
    public async ValueTask<DayTemplate> GetAsync(long programId, int dayNumber, CancellationToken cancellationToken) =>
        await FindAsync(programId, dayNumber, cancellationToken)
        ?? throw new InvalidOperationException($"The catalog has no day {dayNumber} of program {programId}.");
}
