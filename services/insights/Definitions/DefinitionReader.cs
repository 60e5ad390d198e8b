using System.Globalization;
using FocusSuite.Insights.Domain.Achievements;
using YamlDotNet.Core;

namespace FocusSuite.Insights.Definitions;

/// <summary>
/// Makes definitions of a file's tree. It refuses what has no form: keys and words that there are not, values of a wrong type. It goes on
/// with something harmless in their place, so that one reading tells all errors. What the values mean is the catalog's to judge.
/// </summary>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class DefinitionReader(FileErrors errors)
{
    private readonly List<FilePlaces> _places = [];

    // Where the list of definitions begins; none where there is no list.
    private Mark? _list;

    /// <summary>The definitions of a file.</summary>
    /// <param name="root">The root of its tree.</param>
    public IReadOnlyList<AchievementDefinition> Read(FileNode root)
    {
        var places = new FilePlaces(root.Mark, errors);
        var file = new MapReader(root, "", places, FileKeys.File);
        if (file.Number("schema", $"schema: {AchievementFile.SchemaVersion}") is { } schema && schema != AchievementFile.SchemaVersion)
        {
            errors.Add(places.Find("schema"), $"The file is of schema {schema}", $"write \"schema: {AchievementFile.SchemaVersion}\"");
        }

        file.Require("achievements", "achievements:");
        var items = file.List("achievements");
        _list = file.Find("achievements") is ListNode list ? list.Mark : null;
        return [.. items.Select((item, index) => Definition(item.Node, index))];
    }

    /// <summary>Adds the problems of the definitions that were read, each at its place; but not those of what could not be read.</summary>
    /// <param name="problems">The problems.</param>
    public void Locate(IEnumerable<AchievementProblem> problems)
    {
        foreach (var problem in problems)
        {
            var remedy = string.Concat(problem.Remedy[..1].ToLowerInvariant(), problem.Remedy.AsSpan(1));
            if (problem.Definition < 0)
            {
                if (_list is { } list)
                {
                    errors.Add(list, problem.What, remedy);
                }
            }
            else if (_places[problem.Definition] is var places && !places.IsSettled(problem.Path))
            {
                errors.Add(places.Find(problem.Path), problem.What, remedy);
            }
        }
    }

    private AchievementDefinition Definition(FileNode node, int index)
    {
        var places = new FilePlaces(node.Mark, errors);
        _places.Add(places);
        var map = new MapReader(node, "", places, FileKeys.Achievement);
        var code = map.Text("code", "code: first_session");
        var title = map.Text("title", "title: A first step");
        var definition = new AchievementDefinition
        {
            // What could not be read must not look like that of another definition.
            Code = places.IsSettled("code") ? string.Create(CultureInfo.InvariantCulture, $"unread_{index}") : code,
            Version = map.Number("version", "version: 1") ?? 1,
            Title = places.IsSettled("title") ? string.Create(CultureInfo.InvariantCulture, $"Unread {index}") : title,
            Description = map.Text("description", "description: You completed your first session."),
            IsHidden = map.Flag("hidden"),
            Keeps = map.Word("keeps", Vocabulary.OfKeeps) ?? AchievementKeeps.Live,
            IsRepeatable = map.Flag("repeatable"),
            Rule = map.Require("rule", "rule: {metric: sessions, at_least: 1}") is { } rule
                ? Rule(rule, "rule", places, isAlone: true)
                : Nothing,
        };
        if (places.HasFailedBelow("rule"))
        {
            places.Doubt("rule");
            places.Doubt("repeatable");
        }

        return definition;
    }

    private static AchievementCondition Nothing => new() { Metric = Metric.Sessions, Levels = [1] };

    private static AchievementRule Rule(FileNode node, string path, FilePlaces places, bool isAlone)
    {
        var keys = (node as MapNode)?.Entries.Select(entry => entry.Key.Text) ?? [];
        string[] kinds = [.. keys.Where(key => key is "metric" or "all" or "any")];
        if (node is MapNode && kinds.Length != 1)
        {
            places.Fail(
                path,
                node.Mark,
                kinds.Length == 0 ? "A rule says none of metric, all and any" : $"A rule says {string.Join(" and ", kinds)} at once",
                "write one of metric, all and any; a list may hold more rules");
            return Nothing;
        }

        return kinds is [var kind and not "metric"] ? Tree(node, kind, path, places) : Condition(node, path, places, isAlone);
    }

    private static AchievementRule Tree(FileNode node, string kind, string path, FilePlaces places)
    {
        var map = new MapReader(node, path, places, kind == "all" ? FileKeys.All : FileKeys.Any);
        AchievementRule[] rules = [.. map.List(kind).Select(item => Rule(item.Node, item.Path, places, isAlone: false))];
        return kind == "all" ? new AllRule(rules) : new AnyRule(rules);
    }

    private static AchievementCondition Condition(FileNode node, string path, FilePlaces places, bool isAlone)
    {
        var map = new MapReader(node, path, places, FileKeys.Condition);
        if (!map.IsMap)
        {
            return Nothing;
        }

        var condition = new AchievementCondition
        {
            Metric = map.Word("metric", Vocabulary.OfMetrics) ?? Metric.Sessions,
            Filter = map.Find("filter") is { } filter ? Filter(filter, map.PathOf("filter"), places) : AchievementFilter.None,
            Window = map.Find("window") is { } window ? Window(map, window, places) : AchievementWindow.Ever,
            Levels = Levels(map, node.Mark, places, isAlone),
        };

        // How much is too much, and which filter fits, cannot be said of it.
        if (places.HasFailedBelow(map.PathOf("metric")) || places.HasFailedBelow(map.PathOf("window")))
        {
            places.Settle(path);
        }

        return condition;
    }

    private static AchievementWindow Window(MapReader condition, FileNode node, FilePlaces places)
    {
        var path = condition.PathOf("window");
        if (node is MapNode)
        {
            return AchievementWindow.Last(new MapReader(node, path, places, FileKeys.Window).Number("last_dates", "last_dates: 30") ?? 0);
        }

        return condition.WordOf(node, path, Vocabulary.OfWindows) ?? AchievementWindow.Ever;
    }

    private static IReadOnlyList<int> Levels(MapReader condition, Mark start, FilePlaces places, bool isAlone)
    {
        var path = condition.PathOf("levels");
        if (condition.Has("levels") && (condition.Has("at_least") || !isAlone))
        {
            places.Fail(
                path,
                places.Find(path),
                isAlone ? "A condition says at_least and levels at once" : "A condition among others has levels",
                isAlone ? "write one of them" : "write at_least here; only a condition that stands alone has levels");
            return [1];
        }

        if (condition.Find("at_least") is { } atLeast)
        {
            places.Add($"{path}/0", atLeast.Mark);
            if (condition.NumberOf(atLeast, condition.PathOf("at_least"), "at_least: 5") is { } number)
            {
                return [number];
            }

            places.Settle(path);
            return [1];
        }

        if (!condition.Has("levels"))
        {
            places.Fail(path, start, "A condition does not say how much", isAlone ? "add at_least or levels" : "add at_least");
            return [1];
        }

        var levels = condition.List("levels").Select(item => condition.NumberOf(item.Node, item.Path, "levels: [1, 5, 10]")).ToList();
        if (!levels.Contains(null))
        {
            return [.. levels.OfType<int>()];
        }

        places.Settle(path);
        return [1];
    }

    private static AchievementFilter Filter(FileNode node, string path, FilePlaces places)
    {
        var map = new MapReader(node, path, places, FileKeys.Filter);
        var weekdays = map.List("weekdays").Select(item => map.WordOf(item.Node, item.Path, Vocabulary.OfWeekdays)).ToList();
        if (map.Find("weekdays") is ListNode { Items.Count: 0 } none)
        {
            places.Fail(map.PathOf("weekdays"), none.Mark, "No weekday is listed", "list 1 to 6 of them, or leave weekdays out");
        }

        var days = map.Find("day_numbers") is { } numbers
            ? new MapReader(numbers, map.PathOf("day_numbers"), places, FileKeys.DayNumbers)
            : null;
        if (days is { IsMap: true } && !days.Has("from") && !days.Has("to"))
        {
            places.Fail(days.PathOf("from"), places.Find(map.PathOf("day_numbers")), "The range of days is empty", "add from, to or both");
        }

        return new AchievementFilter
        {
            Weekdays = [.. weekdays.OfType<DayOfWeek>()],
            ProgramDays = map.Number("program_days", "program_days: 14", isRequired: false),
            MinMinutes = map.Number("min_minutes", "min_minutes: 25", isRequired: false),
            MaxMinutes = map.Number("max_minutes", "max_minutes: 50", isRequired: false),
            IsMeasuredOnly = map.Flag("measured_only"),
            FirstDay = days?.Number("from", "from: 1", isRequired: false),
            LastDay = days?.Number("to", "to: 7", isRequired: false),
        };
    }
}
