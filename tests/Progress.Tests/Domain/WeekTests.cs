using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Tests.Domain;

public class WeekTests
{
    [Theory]
    [InlineData(1, 14, 1, 7)]
    [InlineData(2, 14, 8, 14)]
    [InlineData(5, 30, 29, 30)]
    [InlineData(4, 30, 22, 28)]
    [InlineData(1, 3, 1, 3)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 8, 8, 8)]
    [InlineData(53, 366, 365, 366)]
    public void Of_AWeekOfTheProgram_HasItsDays(int week, int totalDays, int first, int last) =>
        Week.Of(week, totalDays).ShouldBe(new Week(week, first, last));

    [Theory]
    [InlineData(0, 14)]
    [InlineData(-1, 14)]
    [InlineData(3, 14)]
    [InlineData(6, 30)]
    [InlineData(int.MaxValue, 30)]
    [InlineData(int.MinValue, 30)]
    public void Of_AWeekOutside_IsNone(int week, int totalDays) => Week.Of(week, totalDays).ShouldBeNull();
}
