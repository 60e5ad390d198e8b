using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>
/// All enrollments of a user, newest first, page by page. A page costs one query, one call to progress, and programs from memory.
/// </summary>
internal sealed class ListHistory(EnrollmentStore store, ICatalog catalog, ProgressInternalService.ProgressInternalServiceClient progress)
{
    public async Task<ListHistoryResponse> HandleAsync(ListHistoryRequest request, ServerCallContext context)
    {
        var page = HistoryPage.Of(request);
        var cancellationToken = context.CancellationToken;

        // One more than asked for tells whether there is a next page.
        var enrollments = await store.ListAsync(context.Caller().RequiredUserId, page.Before, page.Size + 1, cancellationToken);
        var hasMore = enrollments.Count > page.Size;
        if (hasMore)
        {
            enrollments.RemoveAt(page.Size);
        }

        if (enrollments.Count == 0)
        {
            return new ListHistoryResponse();
        }

        var programs = Task.WhenAll(enrollments.Select(enrollment =>
            catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken).AsTask()));
        var totals = progress.BatchGetTotalsAsync(
            new BatchGetTotalsRequest { EnrollmentIds = { enrollments.Select(enrollment => enrollment.Id) } },
            cancellationToken: cancellationToken).ResponseAsync;
        await Task.WhenAll(programs, totals);

        var byEnrollment = (await totals).Totals.ToDictionary(total => total.EnrollmentId);
        return new ListHistoryResponse
        {
            Entries =
            {
                enrollments.Zip(
                    await programs,
                    (enrollment, program) => Show(enrollment, program?.Program, byEnrollment.GetValueOrDefault(enrollment.Id))),
            },
            NextPageToken = hasMore ? HistoryPage.TokenAfter(enrollments[^1].Id) : string.Empty,
        };
    }

    /// <summary>The enrollment with its program and its totals; nothing done where there are no totals.</summary>
    internal static HistoryEntry Show(ProgramEnrollment enrollment, ProgramInfo? program, EnrollmentTotals? totals) => new()
    {
        EnrollmentId = enrollment.Id,

        // A program that an operator has deleted must not hide what somebody did in it.
        ProgramName = program?.Name ?? $"Program {enrollment.ProgramId}",
        ProgramType = program?.Type ?? ProgramType.Custom,
        Status = enrollment.Status.ToMessage(),
        StartedAt = enrollment.StartedAt?.ToTimestamp(),
        CompletedAt = enrollment.CompletedAt?.ToTimestamp(),
        CurrentDay = enrollment.CurrentDay,
        TotalDays = enrollment.TotalDays,
        CompletionPercentage = totals?.CompletionPercentage ?? 0,
        TotalFocusMinutes = totals?.TotalFocusMinutes ?? 0,
        CurrentStreak = totals?.CurrentStreak ?? 0,
    };
}
