using System.Globalization;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Features;

/// <summary>What an achievement takes, in words: made from its rule, so that the two cannot part.</summary>
internal static class RuleText
{
    /// <summary>The rule of an achievement.</summary>
    /// <param name="definition">The achievement.</param>
    public static string Of(AchievementDefinition definition)
    {
        var text = Of(definition.Rule);
        return string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1), definition.IsRepeatable ? ". It can be earned again." : ".");
    }

    private static string Of(AchievementRule rule) => rule switch
    {
        AllRule all => string.Join(", and ", all.Rules.Select(Of)),
        AnyRule any => string.Join(", or ", any.Rules.Select(Of)),
        AchievementCondition condition => Of(condition),
        _ => throw new InvalidOperationException($"A rule {rule.GetType().Name} has no words."),
    };

    private static string Of(AchievementCondition condition) => string.Join(
        ' ', new[] { AmountOf(condition), FilterOf(condition.Filter), WindowOf(condition.Window) }.Where(part => part.Length > 0));

    private static string AmountOf(AchievementCondition condition)
    {
        var levels = string.Join(", then ", condition.Levels.Select(level => level.ToString(CultureInfo.InvariantCulture)));
        var unit = Metrics.Of(condition.Metric).Unit;
        return $"{levels} {(condition.Levels is [1] ? Singular(unit) : unit)}{KindOf(condition.Metric)}";
    }

    // "days in a row" has its noun first, "rated days" last.
    private static string Singular(string unit) => unit.Replace("days", "day", StringComparison.Ordinal).TrimEnd('s');

    private static string KindOf(Metric metric) => metric switch
    {
        Metric.FocusMinutes => " of focus",
        Metric.FocusDates or Metric.StreakDates => " with focus",
        Metric.UnbrokenSessions => " without a pause",
        Metric.DistractionFreeSessions => " without a distraction",
        Metric.PlannedSessionsKept => " as long as planned",
        Metric.RatedSessions => " with a rating",
        Metric.ProductiveSessions => " rated 4 or 5",
        Metric.Distractions => " noted",
        Metric.Tasks => " done",
        Metric.Reflections => " written",
        Metric.ReflectionDates or Metric.ReflectionStreakDates => " with a reflection",
        Metric.GoodDays => " (satisfaction 4 or 5)",
        Metric.HardDays => " (difficulty 4 or 5)",
        Metric.CompletedDays => " completed",
        Metric.ProgramsStarted => " started",
        Metric.ProgramsCompleted => " completed",
        _ => string.Empty,
    };

    private static string FilterOf(AchievementFilter filter)
    {
        List<string> parts = [];
        if (filter.MinMinutes is { } least)
        {
            parts.Add($"of at least {least} minutes each");
        }

        if (filter.MaxMinutes is { } most)
        {
            parts.Add($"of at most {most} minutes each");
        }

        if (filter.IsMeasuredOnly)
        {
            parts.Add("measured by the timer");
        }

        if (filter.Weekdays.Count > 0)
        {
            parts.Add($"on {string.Join(" or ", filter.Weekdays)}");
        }

        if (filter.ProgramDays is { } days)
        {
            parts.Add($"of a {days}-day program");
        }

        if (filter.FirstDay is not null || filter.LastDay is not null)
        {
            parts.Add(filter.FirstDay == filter.LastDay
                ? $"on day {filter.FirstDay}"
                : $"on days {filter.FirstDay ?? 1} to {filter.LastDay?.ToString(CultureInfo.InvariantCulture) ?? "the last"}");
        }

        return string.Join(", ", parts);
    }

    private static string WindowOf(AchievementWindow window) => window.Kind switch
    {
        WindowKind.Day => "on one date",
        WindowKind.Week => "in one week",
        WindowKind.Program => "in one program",
        WindowKind.Last => $"within {window.Dates} dates",
        _ => string.Empty,
    };
}
