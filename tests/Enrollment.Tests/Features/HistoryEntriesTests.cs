using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Features;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;
using HistoryEntry = FocusSuite.Protos.Enrollment.V1.HistoryEntry;
using Proto = FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Tests.Features;

public class HistoryEntriesTests
{
    [Fact]
    public void Of_AFinishedEnrollment_JoinsWhereItStoodWhatItWasAndWhatWasDone()
    {
        var enrollment = Some.Enrollment(EnrollmentStatus.Completed) with { CurrentDay = 14, CompletedAt = Some.Now };
        var totals = new EnrollmentTotals { CompletionPercentage = 99.5, TotalFocusMinutes = 75, CurrentStreak = 2 };

        ListHistory.Show(enrollment, Some.Program(), totals).ShouldBe(new HistoryEntry
        {
            EnrollmentId = 123,
            ProgramName = "14-Day Focus Challenge",
            ProgramType = ProgramType.FourteenDay,
            Status = Proto.EnrollmentStatus.Completed,
            StartedAt = enrollment.StartedAt!.Value.ToTimestamp(),
            CompletedAt = Some.Now.ToTimestamp(),
            CurrentDay = 14,
            TotalDays = 14,
            CompletionPercentage = 99.5,
            TotalFocusMinutes = 75,
            CurrentStreak = 2,
        });
    }

    [Fact]
    public void Of_AnEnrollmentInWhichNothingWasDone_IsAllZero()
    {
        var entry = ListHistory.Show(Some.Enrollment(EnrollmentStatus.NotStarted), Some.Program(), null);

        (entry.CompletionPercentage, entry.TotalFocusMinutes, entry.CurrentStreak).ShouldBe((0d, 0L, 0));
        (entry.StartedAt, entry.CompletedAt).ShouldBe((null, null));
    }

    [Fact]
    public void Of_AProgramThatTheCatalogHasNoMore_IsNamedByItsNumber()
    {
        var entry = ListHistory.Show(Some.Enrollment(), null, null);

        (entry.ProgramName, entry.ProgramType).ShouldBe(("Program 1", ProgramType.Custom));
    }
}
