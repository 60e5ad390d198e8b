using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Enrollment.History;

/// <summary>All enrollments of a person, page by page. A page costs one query, one call to progress, and templates from memory.</summary>
internal sealed class HistoryHandler(EnrollmentStore store, ICatalog catalog, ProgressInternalService.ProgressInternalServiceClient progress)
{
    /// <summary>One page, newest first.</summary>
    public async Task<ListHistoryResponse> ListAsync(long userId, HistoryPage page, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there is a next page.
        var enrollments = await store.ListAsync(userId, page.Before, page.Size + 1, cancellationToken);
        var hasMore = enrollments.Count > page.Size;
        if (hasMore)
        {
            enrollments.RemoveAt(page.Size);
        }

        if (enrollments.Count == 0)
        {
            return new ListHistoryResponse();
        }

        var programs = catalog.ListProgramsAsync(cancellationToken).AsTask();
        var request = new BatchGetTotalsRequest { EnrollmentIds = { enrollments.Select(enrollment => enrollment.Id) } };
        var totals = progress.BatchGetTotalsAsync(request, cancellationToken: cancellationToken).ResponseAsync;
        await Task.WhenAll(programs, totals);

        var byProgram = (await programs).ToDictionary(program => program.Id);
        var byEnrollment = (await totals).Totals.ToDictionary(total => total.EnrollmentId);
        return new ListHistoryResponse
        {
            Entries =
            {
                enrollments.Select(enrollment => HistoryEntries.Of(
                    enrollment, byProgram.GetValueOrDefault(enrollment.ProgramId), byEnrollment.GetValueOrDefault(enrollment.Id))),
            },
            NextPageToken = hasMore ? HistoryPage.TokenAfter(enrollments[^1].Id) : string.Empty,
        };
    }
}
