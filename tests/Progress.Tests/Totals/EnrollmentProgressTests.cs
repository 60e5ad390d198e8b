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
}
