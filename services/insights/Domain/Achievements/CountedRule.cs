namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>A rule with all facts counted: the same tree as the rule's.</summary>
internal abstract class CountedRule
{
    /// <summary>No day, week or program: no date and no enrollment has this number.</summary>
    public const long NoInstance = -1;

    /// <summary>The days, weeks or programs in which something was counted; repeats are possible.</summary>
    public abstract IEnumerable<long> Instances { get; }

    /// <summary>The conditions at its leaves, in their order.</summary>
    public abstract IEnumerable<CountedCondition> Leaves { get; }

    /// <summary>Counts a person's facts by a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="history">The facts.</param>
    public static CountedRule Of(AchievementRule rule, FactHistory history) => rule switch
    {
        AchievementCondition condition => new CountedCondition(condition, history),
        AllRule all => new CountedTree(true, [.. all.Rules.Select(below => Of(below, history))]),
        AnyRule any => new CountedTree(false, [.. any.Rules.Select(below => Of(below, history))]),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no other kind of rule."),
    };

    /// <summary>The place of the fact that met the rule in an instance, or null.</summary>
    /// <param name="level">Which level, from 0.</param>
    /// <param name="instance">The instance.</param>
    public abstract int? ReachedAt(int level, long instance);

    /// <summary>The places of the facts that met the rule in an instance; repeats are possible.</summary>
    /// <param name="level">Which level, from 0.</param>
    /// <param name="instance">The instance, in which the rule is met.</param>
    public abstract IEnumerable<int> EvidenceOf(int level, long instance);
}

/// <summary>A condition with all facts counted.</summary>
internal sealed class CountedCondition : CountedRule
{
    private const long Only = 0;

    private readonly Dictionary<long, Tally> _tallies = [];

    public CountedCondition(AchievementCondition condition, FactHistory history)
    {
        Condition = condition;
        var traits = Metrics.Of(condition.Metric);
        foreach (var index in history.OfKind(traits.Kind))
        {
            var fact = history[index];
            if (!traits.Counts(fact, history) || !condition.Filter.Passes(fact, history)
                || condition.Window.InstanceOf(fact) is not { } instance)
            {
                continue;
            }

            if (!_tallies.TryGetValue(instance, out var tally))
            {
                _tallies[instance] = tally = Tally.Of(condition, history);
            }

            tally.Add(index);
        }
    }

    public AchievementCondition Condition { get; }

    /// <summary>The most in any instance.</summary>
    public int Best => _tallies.Count == 0 ? 0 : _tallies.Values.Max(tally => tally.Best);

    public override IEnumerable<long> Instances => Condition.Window.IsRepeated ? _tallies.Keys : [];

    public override IEnumerable<CountedCondition> Leaves => [this];

    /// <summary>The most in an instance.</summary>
    /// <param name="instance">The instance.</param>
    public int BestIn(long instance) => Find(instance)?.Best ?? 0;

    /// <summary>How much there is in an instance today.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="today">The person's date.</param>
    public int CurrentIn(long instance, DateOnly today) => Find(instance)?.Current(today) ?? 0;

    public override int? ReachedAt(int level, long instance) => Find(instance)?.ReachedAt(level);

    public override IEnumerable<int> EvidenceOf(int level, long instance) => Find(instance)?.EvidenceOf(level) ?? [];

    private Tally? Find(long instance) => _tallies.GetValueOrDefault(Condition.Window.IsRepeated ? instance : Only);
}

/// <summary>All or any of some rules, with all facts counted.</summary>
internal sealed class CountedTree(bool isAll, IReadOnlyList<CountedRule> rules) : CountedRule
{
    /// <summary>Whether all must be met, and not any one.</summary>
    public bool IsAll { get; } = isAll;

    public IReadOnlyList<CountedRule> Rules { get; } = rules;

    public override IEnumerable<long> Instances => Rules.SelectMany(rule => rule.Instances);

    public override IEnumerable<CountedCondition> Leaves => Rules.SelectMany(rule => rule.Leaves);

    public override int? ReachedAt(int level, long instance)
    {
        var places = Rules.Select(rule => rule.ReachedAt(level, instance));
        return IsAll && places.Contains(null) ? null : IsAll ? places.Max() : places.Min();
    }

    public override IEnumerable<int> EvidenceOf(int level, long instance) => IsAll
        ? Rules.SelectMany(rule => rule.EvidenceOf(level, instance))
        : Rules.MinBy(rule => rule.ReachedAt(level, instance) ?? int.MaxValue)!.EvidenceOf(level, instance);
}
