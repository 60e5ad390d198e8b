using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

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
        Percentages.WholeMinutes(progress.TotalSeconds).ShouldBe(3);
    }

    [Fact]
    public void With_ADayWithoutSessions_ChangesNothing() => None.With(Some.Day().WithReflection()).ShouldBeSameAs(None);

    [Fact]
    public void With_AdvancesInAnyOrder_UnitesTheCompleteDays()
    {
        var progress = None.With(Some.Advanced(3, 1, 2, 3)).With(Some.Advanced(1, 1)).With(Some.Advanced(2, 1, 2))
            .With(Some.Advanced(2, 1, 2));

        progress.CompletedDays.ShouldBe([1, 2, 3]);
        progress.TotalDays.ShouldBe(14);
    }

    [Fact]
    public void With_ADaysSessions_TakesTheirDatesIn()
    {
        var day = Some.Day().WithFocus(60, "a");

        None.With(day).Dates.ShouldBe([new DateRun(new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 10))]);
    }

    /// <summary>D7: a date counts by a session of a minute or more; shorter ones add up in the sums only.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(61, true)]
    public void With_ASession_TakesItsDateInFromAMinuteOn(int seconds, bool counts)
    {
        var day = Some.Day().WithFocus(seconds, "a");

        None.With(day).LongestStreak.ShouldBe(counts ? 1 : 0);

        (None.With(day).TotalSeconds, None.With(day).TotalSessions).ShouldBe((seconds, 1));
    }

    /// <summary>D7: two halves of a minute are a minute of focus and no session of a minute.</summary>
    [Fact]
    public void With_TwoShortSessionsOnADate_TakesTheirTimeInButNoDate()
    {
        var progress = None.With(Some.Day().WithFocus(40, "a").WithFocus(40, "b"));

        (progress.TotalSeconds, progress.TotalSessions, progress.Dates.Count).ShouldBe((80, 2, 0));
    }

    [Fact]
    public void With_DatesThatWereNeverHad_UnitesThemInOrder()
    {
        var (first, second) = (new DateOnly(2011, 12, 30), new DateOnly(2026, 3, 9));
        var late = Some.Credit("late", 60) with { Skipped = [second] };
        var early = Some.Credit("early", 60) with { Skipped = [first, second] };
        var one = Some.Day(1) with { SessionCount = 1, Sessions = [late] };
        var other = Some.Day(2) with { SessionCount = 1, Sessions = [early] };

        None.With(one).SkippedDates.ShouldBe([second]);
        None.With(one).With(other).With(one).SkippedDates.ShouldBe([first, second]);
    }

    [Fact]
    public void With_AShorterProgramLater_KeepsItsGreatestLength() =>
        None.With(Some.Advanced(1, 1)).With(Some.Advanced(2, 1, 2) with { TotalDays = 7 }).TotalDays.ShouldBe(14);

    [Fact]
    public void None_OfAnEnrollment_HasNothingYet()
    {
        (None.CompletedDays.Count, None.Focus.Count, None.Dates.Count, None.SkippedDates.Count).ShouldBe((0, 0, 0, 0));
        (None.TotalDays, None.TotalSeconds, None.TotalSessions).ShouldBe((0, 0L, 0));
        None.With(Some.Day().WithFocus(60)).SkippedDates.ShouldBeEmpty();
    }
}
