using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Details;

/// <summary>One enrollment in full: where it stands (here), what the program is (catalog), what was done (progress).</summary>
internal sealed class ProgramDetailsHandler(
    EnrollmentStore store, ICatalog catalog, ProgressInternalService.ProgressInternalServiceClient progress)
{
    /// <summary>An enrollment of the caller.</summary>
    /// <exception cref="ApiException">NOT_FOUND.</exception>
    public async Task<GetProgramResponse> GetAsync(long userId, long enrollmentId, CancellationToken cancellationToken)
    {
        var enrollment = await store.FindAsync(enrollmentId, userId, cancellationToken) ?? throw new ApiException(ErrorCodes.NotFound);

        // The day to ask for is known only now; then both peers at once.
        var template = catalog.GetProgramAsync(enrollment.ProgramId, cancellationToken).AsTask();
        var overview = progress.GetOverviewAsync(
            new GetOverviewRequest { EnrollmentId = enrollment.Id, DayNumber = enrollment.CurrentDay }, cancellationToken: cancellationToken).ResponseAsync;
        await Task.WhenAll(template, overview);

        return ProgramDetails.Of(enrollment, await template ?? throw new ApiException(ErrorCodes.NotFound), await overview);
    }
}
