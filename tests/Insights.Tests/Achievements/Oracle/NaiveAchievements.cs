using System.Globalization;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Tests.Achievements.Oracle;

/// <summary>
/// The evaluator a second time, and as naive as can be. It knows no tallies and no tables: it looks at each beginning of the history anew,
/// asks whether the rule is met by it, and takes the first that meets it. Its answer is text, to be compared as such.
/// </summary>
internal sealed class NaiveAchievements
{
    private readonly DateOnly _today;
    private readonly List<Fact> _facts;

    public NaiveAchievements(IEnumerable<Fact> facts, DateOnly today)
    {
        _today = today;
        _facts = [.. facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Key, StringComparer.Ordinal)];
    }

    public string Tell(AchievementDefinition definition)
    {
        var conditions = definition.Rule.Conditions.ToList();
        var kind = conditions.Select(condition => condition.Window.Kind)
            .FirstOrDefault(kind => kind is WindowKind.Day or WindowKind.Week or WindowKind.Program);
        var places = _facts.Select(fact => PlaceOf(kind, fact)).Where(place => place.Length > 0).Distinct().ToList();
        var earned = new List<(int At, int Level, string Place, List<Fact> Facts)>();
        var levels = conditions.Count == 1 && definition.Rule is AchievementCondition ? conditions[0].Levels.Count : 1;
        foreach (var place in definition.IsRepeatable ? places : places.Append(""))
        {
            for (var level = 0; level < levels; level++)
            {
                if (FirstMet(definition.Rule, level, place) is var count and > 0)
                {
                    earned.Add((count, level + 1, place, Reasons(definition.Rule, level, place, count)));
                }
            }
        }

        earned = [.. earned.OrderBy(one => one.At).ThenBy(one => one.Level).ThenBy(one => one.Place, StringComparer.Ordinal)];
        if (!definition.IsRepeatable)
        {
            earned = [.. earned.GroupBy(one => one.Level).Select(group => group.First() with { Place = "" })];
        }

        var now = kind switch
        {
            WindowKind.Day or WindowKind.Week => PlaceOf(kind, _today),
            WindowKind.Program => CurrentProgram(),
            _ => "",
        };
        var told = earned.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Level} '{one.Place}' {_facts[one.At - 1].At:O} {one.Facts.Count} [{Keys(one.Facts)}]"));
        return string.Join('\n', [.. told, Progress(definition, now, levels, earned.Select(one => (one.Level, one.Place)).ToList())]);
    }

    private static string Keys(List<Fact> facts) => string.Join(' ', facts.TakeLast(100).Select(fact => fact.Key));

    private string Progress(AchievementDefinition definition, string now, int levels, List<(int Level, string Place)> earned)
    {
        if (definition.Rule is AchievementCondition condition)
        {
            var places = _facts.Select(fact => PlaceOf(condition.Window.Kind, fact)).Distinct();
            var best = places.Select(place => ValueOf(condition, place, _facts)).Append(0).Max();
            var open = Enumerable.Range(1, levels)
                .Where(level => !earned.Contains((level, definition.IsRepeatable ? now : "")))
                .Select(level => (int?)condition.Levels[level - 1]).FirstOrDefault();
            return $"current {Current(condition, now)} best {best} next {open}";
        }

        var isAll = definition.Rule is AllRule;
        var rules = definition.Rule is AllRule all ? all.Rules : ((AnyRule)definition.Rule).Rules;
        var needed = isAll ? rules.Count : 1;
        var isDone = earned.Contains((1, definition.IsRepeatable ? now : ""));
        var met = isDone ? needed : rules.Count(rule => IsMet(rule, 0, now, _facts));
        var parts = definition.Rule.Conditions
            .Select(one => $"{one.Metric} {Current(one, now)}/{one.Levels[0]} {IsMet(one, 0, now, _facts)}");
        return $"current {met} best {met} next {(isDone ? "" : needed)}\n{string.Join('\n', parts)}";
    }

    // How many of the first facts it takes; 0 where all of them are not enough.
    private int FirstMet(AchievementRule rule, int level, string place)
    {
        for (var count = 1; count <= _facts.Count; count++)
        {
            if (IsMet(rule, level, place, _facts[..count]))
            {
                return count;
            }
        }

        return 0;
    }

    private bool IsMet(AchievementRule rule, int level, string place, List<Fact> facts) => rule switch
    {
        AllRule all => all.Rules.All(below => IsMet(below, level, place, facts)),
        AnyRule any => any.Rules.Any(below => IsMet(below, level, place, facts)),
        AchievementCondition condition => ValueOf(condition, place, facts) >= condition.Levels[level],
        _ => throw new ArgumentException("no rule", nameof(rule)),
    };

    private List<Fact> Reasons(AchievementRule rule, int level, string place, int count)
    {
        var reasons = rule switch
        {
            AllRule all => all.Rules.SelectMany(below => Reasons(below, level, place, FirstMet(below, level, place))),
            AnyRule any => any.Rules.Select(below => (Rule: below, Count: FirstMet(below, level, place)))
                .Where(below => below.Count > 0).OrderBy(below => below.Count)
                .Take(1).SelectMany(below => Reasons(below.Rule, level, place, below.Count)),
            AchievementCondition condition => ReasonsOf(condition, place, _facts[..count]),
            _ => [],
        };
        return [.. _facts.Where(reasons.ToHashSet().Contains)];
    }

    private List<Fact> ReasonsOf(AchievementCondition condition, string place, List<Fact> facts)
    {
        var counted = Counted(condition, place, facts);
        var last = counted[^1].Date;
        if (IsOfDates(condition.Metric))
        {
            counted = [.. counted.DistinctBy(fact => fact.Date)];
        }

        if (IsRun(condition.Metric))
        {
            bool IsLinked(DateOnly date) => Days(date, last).All(day => counted.Any(fact => fact.Date == day));
            return [.. counted.Where(fact => IsLinked(fact.Date))];
        }

        if (condition.Window.Kind != WindowKind.Last)
        {
            return counted;
        }

        // The fullest stretch around the last of them, and the earliest where several are as full.
        return Enumerable.Range(0, condition.Window.Dates)
            .Select(days => counted.Where(fact => IsIn(fact, last.AddDays(days), condition.Window.Dates)).ToList())
            .OrderByDescending(inside => condition.Metric == Metric.FocusMinutes ? inside.Sum(fact => fact.Seconds) : inside.Count).First();
    }

    private int ValueOf(AchievementCondition condition, string place, List<Fact> facts)
    {
        var counted = Counted(condition, place, facts);
        if (condition.Window.Kind != WindowKind.Last)
        {
            return Amount(condition.Metric, counted);
        }

        // A stretch that begins on a date with a fact: none holds more.
        return counted.Select(first => first.Date).Distinct()
            .Select(first => Amount(
                condition.Metric,
                [.. counted.Where(fact => IsIn(fact, first.AddDays(condition.Window.Dates - 1), condition.Window.Dates))]))
            .Append(0).Max();
    }

    private int Current(AchievementCondition condition, string place)
    {
        var counted = Counted(condition, place, _facts);
        switch (condition.Window.Kind)
        {
            case WindowKind.Ever or WindowKind.Last when IsRun(condition.Metric):
                var last = counted.Select(fact => fact.Date).Append(DateOnly.MinValue).Max();
                var length = 0;
                while (last >= _today.AddDays(-1) && counted.Any(fact => fact.Date == last.AddDays(-length)))
                {
                    length++;
                }

                return condition.Window.Kind == WindowKind.Last ? Math.Min(length, condition.Window.Dates) : length;
            case WindowKind.Last:
                return Amount(condition.Metric, [.. counted.Where(fact => IsIn(fact, _today, condition.Window.Dates))]);
            default:
                return Amount(condition.Metric, counted);
        }
    }

    private static int Amount(Metric metric, List<Fact> counted)
    {
        if (metric == Metric.FocusMinutes)
        {
            return counted.Sum(fact => fact.Seconds) / 60;
        }

        if (IsRun(metric))
        {
            var dates = counted.Select(fact => fact.Date).ToHashSet();
            return dates.Select(date => Enumerable.Range(0, dates.Count + 1).First(days => !dates.Contains(date.AddDays(days))))
                .Append(0).Max();
        }

        return IsOfDates(metric) ? counted.Select(fact => fact.Date).Distinct().Count() : counted.Count;
    }

    private List<Fact> Counted(AchievementCondition condition, string place, List<Fact> facts)
    {
        var isPlaced = condition.Window.Kind is WindowKind.Day or WindowKind.Week or WindowKind.Program;
        return [.. facts.Where(fact => Counts(condition.Metric, fact) && Passes(condition.Filter, fact)
            && (!isPlaced || (place.Length > 0 && PlaceOf(condition.Window.Kind, fact) == place)))];
    }

    private bool Counts(Metric metric, Fact fact) => metric switch
    {
        Metric.Sessions or Metric.FocusMinutes or Metric.FocusDates or Metric.StreakDates => IsSession(fact),
        Metric.UnbrokenSessions => IsSession(fact) && fact.Pauses == 0,
        Metric.DistractionFreeSessions => IsSession(fact) && !_facts.Any(other => other.Kind == FactKind.DistractionNoted
            && other.Key.StartsWith(fact.Key + "/distraction/", StringComparison.Ordinal)),
        Metric.PlannedSessionsKept => IsSession(fact) && fact.PlannedSeconds > 0 && fact.PlannedSeconds <= fact.Seconds,
        Metric.RatedSessions => IsSession(fact) && fact.Productivity is not null,
        Metric.ProductiveSessions => IsSession(fact) && fact.Productivity is 4 or 5,
        Metric.Distractions => fact.Kind == FactKind.DistractionNoted,
        Metric.Tasks => fact.Kind == FactKind.TaskDone,
        Metric.Reflections or Metric.ReflectionDates or Metric.ReflectionStreakDates => fact.Kind == FactKind.ReflectionWritten,
        Metric.RatedDays => fact.Kind == FactKind.DayRated,
        Metric.GoodDays => fact.Kind == FactKind.DayRated && fact.Satisfaction is 4 or 5,
        Metric.HardDays => fact.Kind == FactKind.DayRated && fact.Difficulty is 4 or 5,
        Metric.CompletedDays => fact.Kind == FactKind.DayCompleted,
        Metric.ProgramsStarted => fact.Kind == FactKind.ProgramStarted,
        Metric.ProgramsCompleted => fact.Kind == FactKind.ProgramCompleted,
        _ => throw new ArgumentException("no metric", nameof(metric)),
    };

    private bool Passes(AchievementFilter filter, Fact fact)
    {
        var tellers = _facts.Where(other => other.EnrollmentId == fact.EnrollmentId && other.EnrollmentId != 0 && other.TotalDays > 0)
            .ToList();
        var length = (tellers.Find(other => other.Kind == FactKind.ProgramStarted)
            ?? tellers.Find(other => other.Kind == FactKind.ProgramCompleted))?.TotalDays;
        return (filter.Weekdays.Count == 0 || filter.Weekdays.Any(weekday => weekday == fact.Date.DayOfWeek))
            && (filter.ProgramDays is not { } days || days == length)
            && (filter.MinMinutes is not { } least || fact.Seconds / 60.0 >= least)
            && (filter.MaxMinutes is not { } most || fact.Seconds / 60.0 <= most)
            && (!filter.IsMeasuredOnly || !fact.IsManual)
            && ((filter.FirstDay ?? filter.LastDay) is null
                || (fact.DayNumber >= (filter.FirstDay ?? 1) && fact.DayNumber <= (filter.LastDay ?? int.MaxValue)));
    }

    private string CurrentProgram()
    {
        var enrolled = _facts.Where(fact => fact.EnrollmentId != 0).ToList();
        return (enrolled.FindLast(fact => fact.Kind == FactKind.ProgramStarted) ?? enrolled.LastOrDefault()) is { } fact
            ? PlaceOf(WindowKind.Program, fact)
            : "";
    }

    private static string PlaceOf(WindowKind kind, Fact fact) => kind == WindowKind.Program
        ? fact.EnrollmentId == 0 ? "" : $"enrollment/{fact.EnrollmentId}"
        : PlaceOf(kind, fact.Date);

    private static string PlaceOf(WindowKind kind, DateOnly date)
    {
        // The week is that of its Thursday, and Thursdays are counted from New Year.
        var thursday = date.AddDays(3 - (((int)date.DayOfWeek + 6) % 7));
        return kind switch
        {
            WindowKind.Day => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}",
            WindowKind.Week => $"{thursday.Year:0000}-W{((thursday.DayOfYear - 1) / 7) + 1:00}",
            _ => "",
        };
    }

    private static IEnumerable<DateOnly> Days(DateOnly one, DateOnly other)
    {
        var (first, last) = one < other ? (one, other) : (other, one);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static bool IsSession(Fact fact) => fact.Kind == FactKind.SessionCredited && fact.Seconds >= 60;

    private static bool IsIn(Fact fact, DateOnly end, int dates) => fact.Date <= end && fact.Date > end.AddDays(-dates);

    private static bool IsRun(Metric metric) => metric is Metric.StreakDates or Metric.ReflectionStreakDates;

    private static bool IsOfDates(Metric metric) => IsRun(metric) || metric is Metric.FocusDates or Metric.ReflectionDates;
}
