using FocusSuite.Progress.Streaks;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Progress.Totals;

namespace FocusSuite.Progress.Tests.Totals;

public class EnrollmentProgressTests
{
    private static readonly EnrollmentProgress None = EnrollmentProgress.None(Some.User, Some.Enrollment, Some.Program);

    [Fact]
    public void With_AnOlderReadingOfADay_KeepsTheNewerFigures()
    {
        var older = Some.Day().WithFocus(90, "a");
        var newer = older.WithFocus(90, "b");

        var progress = None.With(newer).With(older);

        (progress.TotalSeconds, progress.TotalSessions).ShouldBe((180L, 2));
    }

    [Fact]
    public void With_SeveralDays_AddsTheirSecondsUp()
    {
        var progress = None.With(Some.Day(2).WithFocus(90)).With(Some.Day(1).WithFocus(90));

        progress.Focus.Select(day => day.Day).ShouldBe([1, 2]);
        Figures.WholeMinutes(progress.TotalSeconds).ShouldBe(3);
    }

    [Fact]
    public void With_ADayWithoutSessions_ChangesNothing() => None.With(Some.Day().WithReflection()).ShouldBeSameAs(None);

    [Fact]
    public void With_AdvancesInAnyOrder_UnitesTheCompleteDays()
    {
        var progress = None.With(Some.Advanced(3, 1, 2, 3)).With(Some.Advanced(1, 1)).With(Some.Advanced(2, 1, 2)).With(Some.Advanced(2, 1, 2));

        progress.CompletedDays.ShouldBe([1, 2, 3]);
        progress.TotalDays.ShouldBe(14);
    }

    [Fact]
    public void With_ADaysSessions_TakesTheirDatesIn()
    {
        var day = Some.Day().WithFocus(60, "a");

        None.With(day).Dates.ShouldBe([new DateRun(new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 10))]);
    }

    [Fact]
    public void With_DatesThatWereNeverHad_UnitesThemInOrder()
    {
        var (first, second) = (new DateOnly(2011, 12, 30), new DateOnly(2026, 3, 9));
        var late = Some.Credit("late", 60) with { Skipped = [second] };
        var early = Some.Credit("early", 60) with { Skipped = [first, second] };
        var day = Some.Day() with { SessionCount = 1, Sessions = [late] };

        None.With(day).SkippedDates.ShouldBe([second]);
        None.With(late).With(early).With(late).SkippedDates.ShouldBe([first, second]);
        None.With(day).With(early).SkippedDates.ShouldBe([first, second]);
    }

    [Fact]
    public void With_AShorterProgramLater_KeepsItsGreatestLength() =>
        None.With(Some.Advanced(1, 1)).With(Some.Advanced(2, 1, 2) with { TotalDays = 7 }).TotalDays.ShouldBe(14);

    [Fact]
    public void None_OfAnEnrollment_HasNothingYet()
    {
        (None.CompletedDays.Count, None.Focus.Count, None.Dates.Count, None.SkippedDates.Count).ShouldBe((0, 0, 0, 0));
        (None.TotalDays, None.TotalSeconds, None.TotalSessions).ShouldBe((0, 0L, 0));
        None.With(Some.Credit("s", 60)).SkippedDates.ShouldBeEmpty();
    }
}
