using System.Text.RegularExpressions;
using FocusSuite.TestSupport;
using Shouldly;
using Xunit;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>Pages can be read in a terminal, and their links lead somewhere.</summary>
public sealed partial class ProseTests
{
    private const int MaxLength = 120;

    private static readonly List<string> Pages = [.. Repository.Files("", "*.md")];

    /// <summary>Rows of tables, code and addresses cannot be broken.</summary>
    [Fact]
    public void Line_OfAPage_IsAtMost120CharactersLong()
    {
        var tooLong = from page in Pages
                      from line in Prose(page)
                      where line.Text.Length > MaxLength
                          && !line.Text.TrimStart().StartsWith('|')
                          && !line.Text.Contains("://", StringComparison.Ordinal)
                      select $"{Path.GetRelativePath(Repository.Root, page)}:{line.Number} has {line.Text.Length} characters";

        tooLong.ShouldBeEmpty();
        Pages.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Link_OfAPage_LeadsToAFileAndAHeading()
    {
        var links = (from page in Pages
                     from line in Prose(page)
                     from Match match in Link().Matches(line.Text)
                     where !match.Groups["to"].Value.Contains(':', StringComparison.Ordinal)
                     select (Page: page, To: match.Groups["to"].Value)).ToList();

        links.Where(link => !LeadsSomewhere(link.Page, link.To))
            .Select(link => $"{Path.GetRelativePath(Repository.Root, link.Page)}: {link.To}").ShouldBeEmpty();
        links.Count.ShouldBeGreaterThan(100);
    }

    private static bool LeadsSomewhere(string page, string link)
    {
        var (path, heading) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, "");
        var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
        return heading.Length == 0
            ? File.Exists(target) || Directory.Exists(target)
            : File.Exists(target)
                && Prose(target).Where(line => line.Text.StartsWith('#')).Select(line => Anchor(line.Text)).Contains(heading);
    }

    // As GitHub makes the name of a heading.
    private static string Anchor(string heading) =>
        NoPartOfAnAnchor().Replace(heading.TrimStart('#').Trim(), "").Replace(' ', '-').ToLowerInvariant();

    private static IEnumerable<(int Number, string Text)> Prose(string page)
    {
        var isCode = false;
        foreach (var (index, line) in File.ReadLines(page).Index())
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (!isCode && !isFence)
            {
                yield return (index + 1, line);
            }
        }
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoPartOfAnAnchor();
}
