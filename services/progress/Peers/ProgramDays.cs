using FocusSuite.CatalogClient;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Peers;

/// <summary>The days of the versions that enrollments keep, as the catalog has them.</summary>
internal sealed class ProgramDays(ICatalog catalog)
{
    /// <summary>The words of a day; null where the program has no such day, or an operator has deleted the version.</summary>
    public async ValueTask<DayTemplate?> FindAsync(EnrollmentFacts enrollment, int dayNumber, CancellationToken cancellationToken) =>
        (await catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken))?.Day(dayNumber);

    /// <summary>What a day asks for; null as above.</summary>
    public async Task<DayPlan?> FindPlanAsync(EnrollmentFacts enrollment, int dayNumber, CancellationToken cancellationToken) =>
        await FindAsync(enrollment, dayNumber, cancellationToken) is { } day ? Plan(day) : null;

    /// <summary>What a day asks for.</summary>
    public static DayPlan Plan(DayTemplate day) => new(day.DayNumber, day.FocusMinutes, day.Tasks);
}
