using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Listing;

/// <summary>
/// The programs as one person sees them. Templates and subscription come from memory; the enrollments are read each time, so that the list
/// is never older than the caller's last request, whichever replica served it.
/// </summary>
internal sealed class ProgramListHandler(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    /// <summary>All programs, in the catalog's order.</summary>
    public async Task<ListProgramsResponse> ListAsync(long userId, CancellationToken cancellationToken)
    {
        var programs = catalog.ListProgramsAsync(cancellationToken).AsTask();
        var hasPro = subscriptions.HasProAsync(userId, clock.GetUtcNow(), cancellationToken).AsTask();
        var enrollments = store.ListLiveAsync(userId, cancellationToken);
        await Task.WhenAll(programs, hasPro, enrollments);

        var live = (await enrollments).ToDictionary(enrollment => enrollment.ProgramId);
        var pro = await hasPro;
        return new ListProgramsResponse
        {
            Programs = { (await programs).Select(program => ProgramListings.Of(program, live.GetValueOrDefault(program.Id), pro)) },
        };
    }
}
