using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>
/// The programs as one user sees them, in the catalog's order: those that are offered, a program that the user is in as the version of the
/// enrollment has it, and at the end those that the user is in and that are offered no more. Programs and subscription come from memory;
/// the enrollments are read each time, so that the list is never older than the caller's last request, whichever replica served it.
/// </summary>
internal sealed class ListPrograms(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    public async Task<ListProgramsResponse> HandleAsync(ServerCallContext context)
    {
        var (userId, cancellationToken) = (context.Caller().RequiredUserId, context.CancellationToken);
        var offered = catalog.ListProgramsAsync(cancellationToken).AsTask();
        var hasPro = subscriptions.HasProAsync(userId, clock.GetUtcNow(), cancellationToken).AsTask();
        var enrollments = store.ListLiveAsync(userId, cancellationToken).AsTask();
        await Task.WhenAll(offered, hasPro, enrollments);

        var (programs, pro) = (await offered, await hasPro);
        var live = (await enrollments).ToDictionary(enrollment => enrollment.ProgramId);
        var response = new ListProgramsResponse();
        foreach (var program in programs)
        {
            live.Remove(program.Id, out var enrollment);
            response.Programs.Add(Show(await VersionOfAsync(enrollment, program, cancellationToken), enrollment, pro));
        }

        foreach (var enrollment in live.Values.OrderBy(enrollment => enrollment.ProgramId))
        {
            if (await VersionOfAsync(enrollment, null, cancellationToken) is { } retired)
            {
                response.Programs.Add(Show(retired, enrollment, pro));
            }
        }

        return response;
    }

    /// <summary>The program with the user's live enrollment in it, if there is one.</summary>
    internal static ProgramListing Show(ProgramInfo program, ProgramEnrollment? live, bool hasPro)
    {
        var listing = new ProgramListing
        {
            Id = program.Id,
            Name = program.Name,
            ProgramType = program.Type,
            Description = program.Description,
            DurationDays = program.DurationDays,
            Objectives = { program.Objectives },
            IsProOnly = program.IsProOnly,
            CanAccess = !program.IsProOnly || hasPro,
            Icon = program.Icon,
            Color = program.Color,
            IsEnrolled = live is not null,
        };
        if (program.CoverImageUrl is { } url)
        {
            listing.CoverImageUrl = url;
        }

        if (live is not null)
        {
            listing.EnrollmentId = live.Id;
            listing.EnrollmentStatus = live.Status.ToMessage();
            listing.CurrentDay = live.CurrentDay;
        }

        return listing;
    }

    // The version that the enrollment keeps; where an operator has deleted it, the one that is offered.
    private async ValueTask<ProgramInfo> VersionOfAsync(
        ProgramEnrollment? enrollment, ProgramInfo? offered, CancellationToken cancellationToken) =>
        enrollment is null || enrollment.ProgramVersion == offered?.Version
            ? offered!
            : (await catalog.GetVersionAsync(enrollment.ProgramId, enrollment.ProgramVersion, cancellationToken))?.Program ?? offered!;
}
