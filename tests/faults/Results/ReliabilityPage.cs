using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace FocusSuite.Faults.Tests.Results;

/// <summary>
/// The page docs/reliability.md, into which runs by hand write their tables: each kind of run has a place there, between two comments, and
/// replaces what stood in it. FOCUS_FAULT_REPORT names the page; without it nothing is written.
/// </summary>
public static class ReliabilityPage
{
    private const int MaxLine = 120;

    /// <summary>Where to write; null when nobody asked for it.</summary>
    public static string? Path =>
        Environment.GetEnvironmentVariable("FOCUS_FAULT_REPORT") is { Length: > 0 } path ? System.IO.Path.GetFullPath(path) : null;

    /// <summary>Puts a table into its place.</summary>
    /// <param name="place">The name of the place.</param>
    /// <param name="command">What a reader types to get the table anew.</param>
    /// <param name="summary">What it comes to, in a sentence.</param>
    /// <param name="table">The table's lines.</param>
    public static void Write(string place, string command, string summary, IEnumerable<string> table)
    {
        if (Path is not { } path)
        {
            return;
        }

        var (begin, end) = ($"<!-- begin {place} -->", $"<!-- end {place} -->");
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{begin}\n{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, "
            + $"{RuntimeInformation.FrameworkDescription}:\n\n```bash\n{command}\n```\n\n{Wrap(summary)}\n\n{string.Join('\n', table)}\n{end}");
        var page = File.Exists(path) ? File.ReadAllText(path) : "";
        var there = new Regex($"{Regex.Escape(begin)}.*?{Regex.Escape(end)}", RegexOptions.Singleline);
        File.WriteAllText(
            path, there.IsMatch(page) ? there.Replace(page, text.Replace("$", "$$", StringComparison.Ordinal), 1) : $"{page}\n{text}\n");
    }

    // Pages have no longer lines: tests/Architecture.Tests/Pages/ProseTests.cs.
    private static string Wrap(string text) => string.Join('\n', text.Split('\n').Select(WrapLine));

    private static string WrapLine(string line)
    {
        var (wrapped, length) = (new StringBuilder(), 0);
        foreach (var word in line.Split(' '))
        {
            var isNewLine = length + 1 + word.Length > MaxLine;
            wrapped.Append(length == 0 ? "" : isNewLine ? "\n" : " ").Append(word);
            length = length == 0 || isNewLine ? word.Length : length + 1 + word.Length;
        }

        return wrapped.ToString();
    }
}
