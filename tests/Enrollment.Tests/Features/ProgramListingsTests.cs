using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protos.Catalog.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Features;

public class ProgramListingsTests
{
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void CanAccess_ByProgramAndSubscription_IsRefusedOnlyWhereProIsMissing(bool proOnly, bool hasPro, bool canAccess)
    {
        var listing = ListPrograms.Show(Some.Program(proOnly), null, hasPro);

        (listing.IsProOnly, listing.CanAccess).ShouldBe((proOnly, canAccess));
    }

    [Fact]
    public void Of_AProgramThatTheUserIsNotIn_HasItsTextsAndNoEnrollment()
    {
        var listing = ListPrograms.Show(Some.Program(), null, hasPro: false);

        (listing.Id, listing.Name, listing.ProgramType, listing.Description, listing.DurationDays, listing.Icon, listing.Color)
            .ShouldBe((1, "14-Day Focus Challenge", ProgramType.FourteenDay, "Build it.", 14, "🎯", "#3B82F6"));
        listing.Objectives.ShouldBe(["a", "b"]);
        (listing.IsEnrolled, listing.HasEnrollmentId, listing.HasEnrollmentStatus, listing.HasCurrentDay)
            .ShouldBe((false, false, false, false));
        listing.HasCoverImageUrl.ShouldBeFalse();
    }

    [Fact]
    public void Of_AProgramThatTheUserIsIn_TellsWhereItStands()
    {
        var live = Some.Enrollment(EnrollmentStatus.Paused) with { CurrentDay = 5 };

        var listing = ListPrograms.Show(Some.Program() with { CoverImageUrl = "https://example.com/cover.png" }, live, hasPro: false);

        (listing.IsEnrolled, listing.EnrollmentId, listing.EnrollmentStatus, listing.CurrentDay)
            .ShouldBe((true, 123, Protos.Enrollment.V1.EnrollmentStatus.Paused, 5));
        listing.CoverImageUrl.ShouldBe("https://example.com/cover.png");
    }
}
