using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Listing;

/// <summary>One program as one person sees it.</summary>
internal static class ProgramListings
{
    /// <summary>The program with the person's live enrollment in it, if there is one.</summary>
    public static ProgramListing Of(ProgramInfo program, ProgramEnrollment? live, bool hasPro)
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
            listing.EnrollmentStatus = live.Status;
            listing.CurrentDay = live.CurrentDay;
        }

        return listing;
    }
}
