using System.Globalization;
using FocusSuite.Insights.Domain.Achievements;
using static FocusSuite.Insights.Tests.Achievements.Made;

namespace FocusSuite.Insights.Tests.Achievements;

public class WindowTests
{
    [Fact]
    public void Repeatable_OfADay_IsEarnedOnEachDateThatMeetsIt()
    {
        var definition = Definition(Condition(Metric.Tasks, [2], window: AchievementWindow.Day), isRepeatable: true);

        var standing = Evaluate(definition, Task(9), Task(9, 1), Task(10), Task(11), Task(11, 1), Task(11, 2));

        standing.Earned.Select(one => (one.Window, one.Level, one.FactsCount)).ShouldBe([("2026-03-09", 1, 2), ("2026-03-11", 1, 2)]);
        (standing.Current, standing.Best, standing.Next).ShouldBe((0, 3, 2));
    }

    [Fact]
    public void Repeatable_OfAWeek_IsEarnedForMondayToSunday()
    {
        var definition = Definition(Condition(Metric.FocusDates, [2], window: AchievementWindow.Week), isRepeatable: true);

        var standing = Evaluate(definition, Session("a", 8), Session("b", 9), Session("c", 15), Session("d", 16));

        standing.Earned.ShouldHaveSingleItem().Window.ShouldBe("2026-W11");
        standing.Earned[0].EarnedAt.ShouldBe(Session("c", 15).At);
    }

    [Theory]
    [InlineData("2025-12-28", "2025-W52")]
    [InlineData("2025-12-29", "2026-W01")]
    [InlineData("2027-01-03", "2026-W53")]
    [InlineData("2027-01-04", "2027-W01")]
    [InlineData("0001-01-01", "0001-W01")]
    public void Week_AroundNewYear_IsThatOfItsThursday(string date, string week)
    {
        var definition = Definition(Condition(Metric.Sessions, window: AchievementWindow.Week), isRepeatable: true);

        Evaluate(definition, Session("a", DateOnly.Parse(date, CultureInfo.InvariantCulture)))
            .Earned.ShouldHaveSingleItem().Window.ShouldBe(week);
    }

    [Fact]
    public void Repeatable_OfAProgram_IsEarnedInEachEnrollment()
    {
        var definition = Definition(Condition(Metric.Tasks, [1, 2], window: AchievementWindow.Program), isRepeatable: true);

        var standing = Evaluate(
            definition, Started(7, 14), Task(9, 0, 7), Task(9, 1, 7), Started(12, 30, 10), Task(11, 0, 12), Task(12, 0, enrollment: 0));

        standing.Earned.Select(one => (one.Window, one.Level))
            .ShouldBe([("enrollment/7", 1), ("enrollment/7", 2), ("enrollment/12", 1)]);
        (standing.Current, standing.Next).ShouldBe((1, 2));
    }

    [Fact]
    public void NotRepeatable_OfAWeek_IsEarnedOnceInTheFirstThatMeetsIt()
    {
        var standing = Evaluate(
            Condition(Metric.FocusDates, [1, 2], window: AchievementWindow.Week),
            Session("a", 2),
            Session("b", 10),
            Session("c", 11),
            Session("d", 17),
            Session("e", 18));

        standing.Earned.Select(one => (one.Level, one.Window, one.EarnedAt))
            .ShouldBe([(1, "", Session("a", 2).At), (2, "", Session("c", 11).At)]);
        standing.Next.ShouldBeNull();
    }

    [Fact]
    public void LastDates_OfAnyStretch_HoldSoManyDatesAndNoMore()
    {
        var rule = Condition(Metric.Tasks, [3], window: AchievementWindow.Last(7));

        Evaluate(rule, Task(1), Task(4), Task(8)).Earned.ShouldBeEmpty();
        var earned = Evaluate(rule, Task(1), Task(4), Task(8), Task(10)).Earned.ShouldHaveSingleItem();
        (earned.Window, earned.EarnedAt).ShouldBe(("", Task(10).At));
        earned.FactKeys.ShouldBe(["task/1/4/0", "task/1/8/0", "task/1/10/0"]);
    }

    [Fact]
    public void LastDates_ToToday_AreWhatThereIsNow()
    {
        var rule = Condition(Metric.Sessions, [5], window: AchievementWindow.Last(7));

        var standing = Evaluate(rule, Session("a", 1), Session("b", 2), Session("c", 3), Session("d", 24), Session("e", 25));

        (standing.Current, standing.Best, standing.Next).ShouldBe((1, 3, 5));
    }

    [Fact]
    public void LastDates_WhereALateFactIsOfAnEarlierDate_CountItThere()
    {
        var late = Session("late", 4) with { At = Session("x", 12).At };

        var earned = Evaluate(
            Condition(Metric.FocusDates, [3], window: AchievementWindow.Last(5)), Session("a", 3), Session("b", 7), late)
            .Earned.ShouldHaveSingleItem();

        earned.EarnedAt.ShouldBe(late.At);
        earned.FactKeys.ShouldBe(["session/a", "session/b", "session/late"]);
    }

    [Fact]
    public void Streak_ThatALateDateJoins_IsEarnedThen()
    {
        var late = Session("late", 4) with { At = Session("x", 12).At };

        var earned = Evaluate(Condition(Metric.StreakDates, [4]), Session("a", 2), Session("b", 3), late, Session("c", 5), Session("d", 9))
            .Earned.ShouldHaveSingleItem();

        (earned.EarnedAt, earned.FactsCount).ShouldBe((late.At, 4));
    }

    [Theory]
    [InlineData(29, 0)]
    [InlineData(30, 2)]
    [InlineData(31, 2)]
    [InlineData(1, 1)]
    public void Streak_Today_IsTheOneThatIsAlive(int lastDay, int current)
    {
        var last = lastDay == 1 ? new DateOnly(2026, 4, 1) : March(lastDay);

        var standing = Evaluate(
            Condition(Metric.StreakDates, [30]),
            Session("a", 3),
            Session("b", 4),
            Session("c", 5),
            Session("d", current == 1 ? March(20) : last.AddDays(-1)),
            Session("e", last));

        (standing.Current, standing.Best).ShouldBe((current, 3));
    }
}
