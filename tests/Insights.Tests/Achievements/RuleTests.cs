using FocusSuite.Insights.Domain.Achievements;
using static FocusSuite.Insights.Tests.Achievements.Made;

namespace FocusSuite.Insights.Tests.Achievements;

public class RuleTests
{
    [Fact]
    public void Levels_OfACondition_AreEarnedOneAfterTheOther()
    {
        var standing = Evaluate(Condition(Metric.Sessions, [1, 2, 5]), Session("b", 2), Session("a", 1), Session("c", 3));

        standing.Earned.Select(one => (one.Level, one.EarnedAt)).ShouldBe([(1, Session("a", 1).At), (2, Session("b", 2).At)]);
        standing.Earned[1].FactKeys.ShouldBe(["session/a", "session/b"]);
        (standing.Current, standing.Next, standing.Unit).ShouldBe((3, 5, "sessions"));
    }

    [Fact]
    public void Levels_ThatOneFactReaches_AreEarnedTogether() =>
        Evaluate(Condition(Metric.FocusMinutes, [5, 10, 25, 30]), Session("a", 1)).Earned.Select(one => one.Level).ShouldBe([1, 2, 3]);

    [Fact]
    public void All_OfSomeRules_AreMetByTheLastOfTheirFacts()
    {
        var rule = new AllRule([Condition(Metric.Tasks, [2]), Condition(Metric.Reflections)]);

        var standing = Evaluate(rule, Reflection(1), Task(2), Task(3), Task(4), Reflection(5));

        var earned = standing.Earned.ShouldHaveSingleItem();
        earned.EarnedAt.ShouldBe(Task(3).At);
        earned.FactKeys.ShouldBe(["reflection/1/1/1", "task/1/2/0", "task/1/3/0"]);
        (standing.Current, standing.Next, standing.Unit).ShouldBe((2, null, "conditions"));
    }

    [Fact]
    public void All_WhereOneIsMissing_TellsHowFarEachIs()
    {
        var standing = Evaluate(new AllRule([Condition(Metric.Tasks, [2]), Condition(Metric.Reflections)]), Task(2), Reflection(3));

        standing.Earned.ShouldBeEmpty();
        (standing.Current, standing.Next).ShouldBe((1, 2));
        standing.Conditions.ShouldBe(
            [new(Metric.Tasks, 1, 2, "tasks", false), new(Metric.Reflections, 1, 1, "reflections", true)]);
    }

    [Fact]
    public void Any_OfSomeRules_IsMetByTheFirstOfTheirFacts()
    {
        var rule = new AnyRule([Condition(Metric.Tasks, [2]), Condition(Metric.Reflections, [2])]);

        Evaluate(rule, Task(1), Reflection(2)).Next.ShouldBe(1);
        Evaluate(rule, Task(1), Reflection(2), Task(3), Reflection(4)).Earned.ShouldHaveSingleItem().FactKeys
            .ShouldBe(["task/1/1/0", "task/1/3/0"]);
    }

    [Fact]
    public void All_OnAWeek_AreMetInOneAndTheSame()
    {
        var rule = new AllRule(
            [Condition(Metric.Tasks, window: AchievementWindow.Week), Condition(Metric.Reflections, window: AchievementWindow.Week)]);

        Evaluate(rule, Task(8), Reflection(9)).Earned.ShouldBeEmpty();
        Evaluate(rule, Task(9), Reflection(15)).Earned.ShouldHaveSingleItem().Window.ShouldBe("");
        Evaluate(Definition(rule, isRepeatable: true), Task(9), Reflection(15), Task(22)).Earned.ShouldHaveSingleItem()
            .Window.ShouldBe("2026-W11");
    }

    [Fact]
    public void Any_OnAllTimeOrAProgram_NeedsNoProgram()
    {
        var rule = new AnyRule([Condition(Metric.Sessions), Condition(Metric.Tasks, window: AchievementWindow.Program)]);

        Evaluate(rule, Session("a", 1) with { EnrollmentId = 0 }).Earned.ShouldHaveSingleItem().FactKeys.ShouldBe(["session/a"]);
    }

    [Fact]
    public void Evidence_OfMoreThanAHundredFacts_IsTheLastHundred()
    {
        var sessions = Enumerable.Range(0, 150).Select(i => Session($"s{i:000}", 1 + (i / 10)));

        var earned = Evaluate(Condition(Metric.Sessions, [120]), sessions).Earned.ShouldHaveSingleItem();

        (earned.FactsCount, earned.FactKeys.Count, earned.FactKeys[0], earned.FactKeys[^1])
            .ShouldBe((120, 100, "session/s020", "session/s119"));
    }
}
