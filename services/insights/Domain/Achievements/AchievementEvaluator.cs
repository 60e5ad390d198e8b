namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// What a person's facts earn. It is a function of the set of facts, whatever order they came in, and of today's date.
/// <list type="number">
/// <item>The facts are put in order, once.</item>
/// <item>Each condition counts those that pass its filter, apart for each instance of its window.</item>
/// <item>A level is earned by the fact that reached it: under all the last of those facts, under any the first of them.</item>
/// <item>What is not repeatable is earned once, in the instance that met it first.</item>
/// </list>
/// </summary>
internal static class AchievementEvaluator
{
    /// <summary>What a tree counts.</summary>
    private const string UnitOfTrees = "conditions";

    /// <summary>How a person stands with each of some achievements, in their order.</summary>
    /// <param name="definitions">The achievements, valid as <see cref="AchievementCatalog"/> has them.</param>
    /// <param name="facts">All facts of the person, in any order; no two have the same key.</param>
    /// <param name="today">The person's date.</param>
    public static IReadOnlyList<Standing> Evaluate(
        IEnumerable<AchievementDefinition> definitions, IEnumerable<Fact> facts, DateOnly today)
    {
        // 1.
        var history = new FactHistory(facts);
        return [.. definitions.Select(definition => StandingOf(definition, history, today))];
    }

    private static Standing StandingOf(AchievementDefinition definition, FactHistory history, DateOnly today)
    {
        var window = definition.Rule.Conditions.Select(condition => condition.Window).FirstOrDefault(window => window.IsRepeated);

        // 2.
        var root = CountedRule.Of(definition.Rule, history);
        var instances = root.Instances.Distinct().Select(instance => (Instance: instance, Key: window.KeyOf(instance))).ToList();
        if (!definition.IsRepeatable)
        {
            // Conditions on all time may be met without any day, week or program.
            instances.Add((CountedRule.NoInstance, ""));
        }

        // 3.
        var reached = (from level in Enumerable.Range(0, definition.LevelsCount)
                       from instance in instances
                       let at = root.ReachedAt(level, instance.Instance)
                       where at is not null
                       select (Level: level, instance.Instance, instance.Key, At: at.Value)).ToList();

        // 4.
        reached.Sort((one, other) => (one.At, one.Level).CompareTo((other.At, other.Level)) is var order and not 0
            ? order
            : string.CompareOrdinal(one.Key, other.Key));
        var earned = definition.IsRepeatable ? reached : [.. reached.DistinctBy(one => one.Level)];

        var current = window.Kind == WindowKind.Program ? history.CurrentEnrollment : window.InstanceOf(today);
        var standing = new Standing
        {
            Definition = definition,
            Earned = [.. earned.Select(one => Earned(one.Level, one.Instance, definition.IsRepeatable ? one.Key : "", one.At))],
            Current = 0,
            Best = 0,
            Next = null,
            Unit = UnitOfTrees,
            Conditions = [],
        };
        var isEarned = earned.Any(one => !definition.IsRepeatable || one.Instance == current);
        return root switch
        {
            CountedCondition leaf => Progress(leaf, standing, current, today),
            CountedTree tree => Progress(tree, standing, current, today, isEarned),
            _ => standing,
        };

        EarnedAchievement Earned(int level, long instance, string key, int at)
        {
            var evidence = root.EvidenceOf(level, instance).Distinct().Order().ToList();
            return new EarnedAchievement
            {
                Level = level + 1,
                Window = key,
                EarnedAt = history[at].At,
                FactKeys = [.. evidence.TakeLast(EarnedAchievement.MaxFacts).Select(index => history[index].Key)],
                FactsCount = evidence.Count,
            };
        }
    }

    private static Standing Progress(CountedCondition leaf, Standing standing, long current, DateOnly today)
    {
        var levels = leaf.Condition.Levels;
        var next = standing.Definition.IsRepeatable
            ? levels.Count(level => leaf.BestIn(current) >= level)
            : standing.Earned.Count;
        return standing with
        {
            Current = leaf.CurrentIn(current, today),
            Best = leaf.Best,
            Next = next < levels.Count ? levels[next] : null,
            Unit = Metrics.Of(leaf.Condition.Metric).Unit,
        };
    }

    private static Standing Progress(CountedTree tree, Standing standing, long current, DateOnly today, bool isEarned)
    {
        var needed = tree.IsAll ? tree.Rules.Count : 1;
        var met = isEarned ? needed : tree.Rules.Count(rule => rule.ReachedAt(0, current) is not null);
        return standing with
        {
            Current = met,
            Best = met,
            Next = isEarned ? null : needed,
            Conditions =
            [
                .. tree.Leaves.Select(leaf => new ConditionStanding(
                    leaf.Condition.Metric,
                    leaf.CurrentIn(current, today),
                    leaf.Condition.Levels[0],
                    Metrics.Of(leaf.Condition.Metric).Unit,
                    leaf.ReachedAt(0, current) is not null)),
            ],
        };
    }
}
