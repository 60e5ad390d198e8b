using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;

namespace FocusSuite.Enrollment.Subscriptions;

/// <summary>Which enrollments take Pro.</summary>
internal static class ProPrograms
{
    /// <summary>
    /// Whether an enrollment takes Pro: as its program was at the beginning. The catalog is asked only where that was not kept, and what it
    /// does not know (any more) is not open to all.
    /// </summary>
    public static async ValueTask<bool> IsProOnlyAsync(
        this ICatalog catalog, ProgramEnrollment enrollment, CancellationToken cancellationToken) =>
        enrollment.IsProOnly ?? (await catalog.GetProgramAsync(enrollment.ProgramId, cancellationToken))?.Program.IsProOnly ?? true;
}
