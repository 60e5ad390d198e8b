using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.Insights.Tests.Achievements.Oracle;
using FsCheck.Xunit;

namespace FocusSuite.Insights.Tests.Achievements;

public class EvaluatorProperties
{
    private static readonly IReadOnlyList<AchievementDefinition> BuiltIn = AchievementFile.ReadBuiltIn().Current;

    [Property(MaxTest = 200)]
    public bool Achievements_OfFactsInAnyOrder_AreTheSame(int seed, int order)
    {
        var drawn = new RandomHistory(new Random(seed));
        var facts = drawn.Facts().ToArray();
        var (definitions, today) = (Definitions(drawn), drawn.Today);
        var expected = Instances(AchievementEvaluator.Evaluate(definitions, facts, today));

        new Random(order).Shuffle(facts);

        return Instances(AchievementEvaluator.Evaluate(definitions, facts, today)).SequenceEqual(expected);
    }

    [Property(MaxTest = 200)]
    public bool Achievement_OfAHistory_IsNotEarnedTwice(int seed)
    {
        var drawn = new RandomHistory(new Random(seed));

        return AchievementEvaluator.Evaluate(Definitions(drawn), drawn.Facts(), drawn.Today)
            .All(standing => standing.Earned.DistinctBy(one => (one.Level, one.Window)).Count() == standing.Earned.Count);
    }

    /// <summary>Only a distraction takes something away that was there before it.</summary>
    [Property(MaxTest = 200)]
    public bool Fact_ThatIsAdded_TakesNothing(int seed, int which)
    {
        var drawn = new RandomHistory(new Random(seed));
        var facts = drawn.Facts();
        if (facts.Count == 0)
        {
            return true;
        }

        var added = facts[(which & int.MaxValue) % facts.Count];
        var definitions = Definitions(drawn).Where(definition => definition.Rule.Conditions.All(condition =>
            condition.Metric != Metric.DistractionFreeSessions && condition.Filter.ProgramDays is null)).ToList();
        var before = AchievementEvaluator.Evaluate(definitions, facts.Where(fact => fact != added), drawn.Today);
        var after = AchievementEvaluator.Evaluate(definitions, facts, drawn.Today);

        return before.Zip(after).All(pair => pair.First.Earned.All(one =>
            pair.Second.Earned.Any(still => (still.Level, still.Window) == (one.Level, one.Window) && still.EarnedAt <= one.EarnedAt)));
    }

    /// <summary>The facts that are told as the reason are enough by themselves.</summary>
    [Property(MaxTest = 200)]
    public bool Reason_OfAnAchievement_EarnsItAlone(int seed)
    {
        var drawn = new RandomHistory(new Random(seed));
        var facts = drawn.Facts();
        var today = drawn.Today;
        var tellers = facts.Where(fact => fact.TotalDays > 0 || fact.Key.Contains("/distraction/", StringComparison.Ordinal)).ToList();

        return AchievementEvaluator.Evaluate(Definitions(drawn), facts, today).All(standing => standing.Earned.All(one =>
            AchievementEvaluator.Evaluate(
                [standing.Definition], facts.Where(fact => one.FactKeys.Contains(fact.Key)).Union(tellers), today)[0]
                .Earned.Any(again => (again.Level, again.Window) == (one.Level, one.Window))));
    }

    private static List<AchievementDefinition> Definitions(RandomHistory drawn) =>
        [.. Enumerable.Range(0, 8).Select(drawn.Definition), .. BuiltIn];

    private static List<string> Instances(IEnumerable<Standing> standings) =>
    [
        .. standings.Select(standing => string.Join(
            '\n',
            standing.Earned.Select(one => $"{one.Level} {one.Window} {one.EarnedAt:O} {string.Join(' ', one.FactKeys)}")
                .Append($"{standing.Current} {standing.Best} {standing.Next}"))),
    ];
}
