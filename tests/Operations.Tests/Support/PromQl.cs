using System.Text.RegularExpressions;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>
/// What a query speaks of. Knows as much of the language as is needed to tell names of series and of labels from all else.
/// </summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words =
        ["and", "or", "unless", "bool", "offset", "inf", "nan", "atan2", "by", "without", "on", "ignoring", "group_left", "group_right"];

    /// <summary>The series that a query reads.</summary>
    public static IReadOnlySet<string> Series(string query)
    {
        var bare = Lists().Replace(Ranges().Replace(Selectors().Replace(Strings().Replace(query, "\"\""), " "), " "), " ");
        return Names().Matches(bare).Where(name => !Words.Contains(name.Value)).Select(name => name.Value).ToHashSet();
    }

    /// <summary>The labels that a query chooses or groups by.</summary>
    public static IReadOnlySet<string> Labels(string query)
    {
        var quiet = Strings().Replace(query, "\"\"");
        var chosen = Selectors().Matches(quiet).SelectMany(selector => Matchers().Matches(selector.Value))
            .Select(matcher => matcher.Groups[1].Value);
        var grouped = Lists().Matches(quiet)
            .SelectMany(list => list.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return chosen.Concat(grouped).ToHashSet();
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\[[^\]]*\]|\boffset\s+\w+")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matchers();

    // A name, and no function (whose bracket follows), no number and no part of a longer word.
    [GeneratedRegex(@"(?<![\w:.$])[a-zA-Z_:][\w:]*(?![\w:]|\s*\()")]
    private static partial Regex Names();
}
