using System.Globalization;
using System.Text.RegularExpressions;

namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>What must hold of a definition by itself.</summary>
internal static partial class DefinitionValidator
{
    /// <summary>What a code looks like.</summary>
    public const string CodePattern = "^[a-z][a-z0-9_]{2,40}$";

    public const int MaxVersion = 1_000;

    public const int MaxTitle = 60;

    public const int MaxDescription = 300;

    public const int MaxMinutes = 240;

    /// <summary>The longest program's last day.</summary>
    public const int MaxDayNumber = 30;

    /// <summary>All that is wrong with a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="index">Which one it is, from 0.</param>
    public static IEnumerable<AchievementProblem> Validate(AchievementDefinition definition, int index)
    {
        IEnumerable<AchievementProblem?> problems =
        [
            Unless(
                Code().IsMatch(definition.Code) && definition.Code[^1] != '\n',
                "code",
                $"\"{Shown(definition.Code)}\" is no code",
                $"Write it like {CodePattern}"),
            Unless(
                definition.Version is >= 1 and <= MaxVersion,
                "version",
                $"Version {definition.Version} is none",
                $"Number versions from 1 to {MaxVersion}"),
            Text(definition.Title, "title", MaxTitle),
            Text(definition.Description, "description", MaxDescription),
            .. Windows(definition),
            .. Rule(definition.Rule, "rule", 1),
        ];
        return problems.OfType<AchievementProblem>().Select(problem => problem with { Definition = index });
    }

    private static IEnumerable<AchievementProblem?> Windows(AchievementDefinition definition)
    {
        var windows = definition.Rule.Conditions.Select(condition => condition.Window).Distinct().ToList();
        yield return Unless(
            windows.Count(window => window.IsRepeated) <= 1,
            "rule",
            "Its conditions are about different ones of day, week and program",
            "Use one of them in an achievement: conditions are met in the same one");
        yield return Unless(
            !definition.IsRepeatable || windows.All(window => window.IsRepeated),
            "repeatable",
            "It is repeatable, but a condition is not about a day, a week or a program",
            "Give all conditions the same window of those, or make it not repeatable");
    }

    private static IEnumerable<AchievementProblem?> Rule(AchievementRule rule, string path, int depth) => rule switch
    {
        AchievementCondition condition => Condition(condition, path, depth),
        AllRule all => Tree(all.Rules, $"{path}/all", depth),
        AnyRule any => Tree(any.Rules, $"{path}/any", depth),
        _ => [],
    };

    private static IEnumerable<AchievementProblem?> Tree(IReadOnlyList<AchievementRule> rules, string path, int depth) =>
    [
        Unless(
            rules.Count is >= 2 and <= AchievementRule.MaxRules,
            path,
            $"There are {rules.Count} rules in this list",
            $"List 2 to {AchievementRule.MaxRules}; one condition needs no list"),
        .. depth >= AchievementRule.MaxDepth
            ? [Problem(path, $"The rule is more than {AchievementRule.MaxDepth} deep", "Say it with fewer lists, or make two achievements")]
            : rules.SelectMany((rule, i) => Rule(rule, $"{path}/{i}", depth + 1)),
    ];

    private static IEnumerable<AchievementProblem?> Condition(AchievementCondition condition, string path, int depth) =>
    [
        Unless(
            condition.Window.Kind != WindowKind.Last
                || condition.Window.Dates is >= AchievementWindow.MinDates and <= AchievementWindow.MaxDates,
            $"{path}/window/last_dates",
            $"{condition.Window.Dates} dates are no window",
            $"Use {AchievementWindow.MinDates} to {AchievementWindow.MaxDates}"),
        .. Levels(condition, path, depth),
        .. Filter(condition, $"{path}/filter"),
    ];

    private static IEnumerable<AchievementProblem?> Levels(AchievementCondition condition, string path, int depth)
    {
        var levels = condition.Levels;
        yield return Unless(
            levels.Count is >= 1 and <= AchievementCondition.MaxLevels,
            $"{path}/levels",
            $"There are {levels.Count} levels",
            $"List 1 to {AchievementCondition.MaxLevels}");
        yield return Unless(
            depth == 1 || levels.Count <= 1,
            $"{path}/levels",
            "A condition among others has levels",
            "Write at_least here; only a condition that stands alone has levels");
        var most = HealthyMeasure.MaxOf(condition.Metric, condition.Window);
        var word = Metrics.Of(condition.Metric).Word;
        for (var i = 0; i < levels.Count; i++)
        {
            yield return Unless(levels[i] >= 1, $"{path}/levels/{i}", $"The threshold {levels[i]} asks for nothing", "Use 1 or more");
            yield return Unless(
                levels[i] <= most,
                $"{path}/levels/{i}",
                $"{levels[i]} is beyond a healthy measure of {word} in this window",
                $"Use {most} at most");
            yield return Unless(
                i == 0 || levels[i] > levels[i - 1],
                $"{path}/levels/{i}",
                $"The levels do not ascend: {levels[i]} after {levels[Math.Max(i - 1, 0)]}",
                "Order them, each once");
        }
    }

    private static IEnumerable<AchievementProblem?> Filter(AchievementCondition condition, string path)
    {
        var filter = condition.Filter;
        var traits = Metrics.Of(condition.Metric);
        yield return Unless(
            filter.Weekdays.Distinct().Count() == filter.Weekdays.Count && filter.Weekdays.Count < 7,
            $"{path}/weekdays",
            "A weekday is listed twice, or all are listed",
            "List 1 to 6 different ones, or leave weekdays out");
        yield return Unless(
            filter.ProgramDays is not { } days || AchievementFilter.ProgramLengths.Contains(days),
            $"{path}/program_days",
            $"There is no program of {filter.ProgramDays} days",
            $"Use {string.Join(" or ", AchievementFilter.ProgramLengths)}");
        yield return Range(filter.MinMinutes, $"{path}/min_minutes", "minutes", MaxMinutes);
        yield return Range(filter.MaxMinutes, $"{path}/max_minutes", "minutes", MaxMinutes);
        yield return Unless(
            !(filter.MinMinutes > filter.MaxMinutes),
            $"{path}/max_minutes",
            $"No session is of at least {filter.MinMinutes} and at most {filter.MaxMinutes} minutes",
            "Let min_minutes be no more than max_minutes");
        yield return Range(filter.FirstDay, $"{path}/day_numbers/from", "a day of a program", MaxDayNumber);
        yield return Range(filter.LastDay, $"{path}/day_numbers/to", "a day of a program", MaxDayNumber);
        yield return Unless(
            !(filter.FirstDay > filter.LastDay),
            $"{path}/day_numbers/to",
            $"No day is from {filter.FirstDay} on and up to {filter.LastDay}",
            "Let from be no more than to");
        yield return Unless(
            !filter.IsOfSessions || traits.IsOfSessions,
            path,
            $"{traits.Word} are no sessions, and have no length and no clock",
            "Leave min_minutes, max_minutes and measured_only out");
        yield return Unless(
            (filter.FirstDay ?? filter.LastDay) is null || traits.Kind is not (FactKind.ProgramStarted or FactKind.ProgramCompleted),
            $"{path}/day_numbers",
            $"{traits.Word} are about a program as a whole, and have no day",
            "Leave day_numbers out");
    }

    private static AchievementProblem? Range(int? number, string path, string of, int most) =>
        Unless(number is null or >= 1 && !(number > most), path, $"{number} is no number of {of}", $"Use 1 to {most}");

    private static AchievementProblem? Text(string text, string path, int most) =>
        text.EnumerateRunes().Any(IsUnseen) ? Problem(path, "There is a control character in it", "Write plain text on one line")
        : text.Trim().Length == 0 || text.Trim() != text ? Problem(path, "It is empty, or begins or ends with a space", "Write plain text")
        : text.Length > most ? Problem(path, $"It is {text.Length} characters long", $"Use {most} at most")
        : null;

    // What no reader sees, or what changes the direction of the text around it. A half of a surrogate pair is read as U+FFFD.
    private static bool IsUnseen(System.Text.Rune rune) => rune.Value == 0xFFFD || System.Text.Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    // As a message shows it: bounded, and on one line.
    private static string Shown(string text) =>
        string.Concat(text.Take(50).Select(character => char.IsControl(character) ? ' ' : character));

    private static AchievementProblem? Unless(bool isRight, string path, string what, string remedy) =>
        isRight ? null : Problem(path, what, remedy);

    private static AchievementProblem Problem(string path, string what, string remedy) => new(0, path, what, remedy);

    [GeneratedRegex(CodePattern, RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
