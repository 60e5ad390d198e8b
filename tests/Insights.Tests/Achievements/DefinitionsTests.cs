using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.TestSupport;

namespace FocusSuite.Insights.Tests.Achievements;

/// <summary>The achievements that are built in.</summary>
public class DefinitionsTests
{
    private static readonly AchievementCatalog BuiltIn = AchievementFile.ReadBuiltIn();

    [Fact]
    public void File_BuiltIn_HasEnoughOfEachKind()
    {
        BuiltIn.Current.Count.ShouldBeGreaterThanOrEqualTo(24);
        var rules = BuiltIn.Current.Select(definition => definition.Rule).ToList();
        rules.OfType<AllRule>().ShouldNotBeEmpty();
        rules.OfType<AnyRule>().ShouldNotBeEmpty();
        BuiltIn.Current.Count(definition => definition.IsHidden).ShouldBeInRange(1, 8);
        BuiltIn.Current.ShouldContain(definition => definition.IsRepeatable);
        BuiltIn.Current.ShouldContain(definition => definition.LevelsCount > 1);
        BuiltIn.Current.Select(definition => definition.Keeps).Distinct().Count().ShouldBe(2);
        rules.SelectMany(rule => rule.Conditions).Select(condition => condition.Filter.ProgramDays)
            .Where(days => days is not null).Distinct().ShouldBe([14, 30], ignoreOrder: true);
    }

    [Fact]
    public void Definition_BuiltIn_AsksForNoMoreThanTwentyHours() =>
        BuiltIn.Current.SelectMany(definition => definition.Rule.Conditions)
            .Where(condition => condition.Metric == Metric.FocusMinutes)
            .ShouldAllBe(condition => condition.Levels.Max() <= 20 * 60);

    [Fact]
    public void Catalog_OfTheFile_FindsVersionsAndTheNewest()
    {
        BuiltIn.Find("first_session")!.Title.ShouldBe("A first step");
        BuiltIn.Find("first_session", 1).ShouldBe(BuiltIn.Find("first_session"));
        BuiltIn.Find("first_session", 99).ShouldBeNull();
        BuiltIn.Find("no_such_one").ShouldBeNull();
    }

    /// <summary>What was published stays as it was: people have earned it under these words and by this rule.</summary>
    [Fact]
    public void Definition_ThatIsPublished_DoesNotChange()
    {
        var published = File.ReadAllLines(Repository.PathOf("services/insights/Definitions/published.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToDictionary(line => line.Split(' ')[0], line => line);
        var present = BuiltIn.All.ToDictionary(
            definition => $"{definition.Code}/{definition.Version}",
            definition => $"{definition.Code}/{definition.Version} {CanonicalForm.HashOf(definition)}");

        published.Keys.Except(present.Keys).ShouldBeEmpty(
            "These were published and are gone from achievements.yaml. Put them back: who earned them must be able to read why.");
        present.Where(one => published.TryGetValue(one.Key, out var line) && line != one.Value).Select(one => one.Key).ShouldBeEmpty(
            "These were published and have changed since. Take the change back in achievements.yaml, and write it as the next version of "
            + "the same code below the old one.");
        string.Join('\n', present.Where(one => !published.ContainsKey(one.Key)).Select(one => one.Value)).ShouldBeEmpty(
            "These are new. Add the lines to services/insights/Definitions/published.txt; from then on they do not change.");
    }

    [Fact]
    public void CanonicalForm_OfADefinition_IsThisForGood()
    {
        CanonicalForm.Of(BuiltIn.Find("month_of_habit", 1)!).ShouldBe(
            """
            {"code":"month_of_habit","version":1,"title":"A habit of a month","description":"You focused on twenty of thirty days in a row. The other ten are part of the habit.","hidden":false,"keeps":"live","repeatable":false,"rule":{"metric":"focus_dates","weekdays":[],"program_days":null,"min_minutes":null,"max_minutes":null,"measured_only":false,"from":null,"to":null,"last_dates":30,"levels":[20]}}
            """);
    }

    [Fact]
    public void CanonicalForm_OfEachPart_ChangesWithIt()
    {
        var condition = Made.Condition(Metric.Sessions, [1, 2]);
        var definition = Made.Definition(condition);
        AchievementDefinition[] all =
        [
            definition,
            definition with { Code = "other" },
            definition with { Version = 2 },
            definition with { Title = "Other" },
            definition with { Description = "Other." },
            definition with { IsHidden = true },
            definition with { IsRepeatable = true },
            definition with { Keeps = AchievementKeeps.Kept },
            definition with { Rule = new AllRule([condition, condition]) },
            definition with { Rule = new AnyRule([condition, condition]) },
            definition with { Rule = condition with { Metric = Metric.Tasks } },
            definition with { Rule = condition with { Levels = [1] } },
            definition with { Rule = condition with { Window = AchievementWindow.Day } },
            definition with { Rule = condition with { Window = AchievementWindow.Last(2) } },
            .. new AchievementFilter[]
            {
                new() { Weekdays = [DayOfWeek.Monday] },
                new() { ProgramDays = 14 },
                new() { MinMinutes = 14 },
                new() { MaxMinutes = 14 },
                new() { IsMeasuredOnly = true },
                new() { FirstDay = 14 },
                new() { LastDay = 14 },
            }.Select(filter => definition with { Rule = condition with { Filter = filter } }),
        ];

        all.Select(CanonicalForm.HashOf).Distinct().Count().ShouldBe(all.Length);
    }
}
