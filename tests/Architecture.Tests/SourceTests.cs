using System.Text.RegularExpressions;
using FocusSuite.TestSupport;
using Shouldly;
using Xunit;

namespace FocusSuite.Architecture.Tests;

/// <summary>What the text of the sources must not say.</summary>
public sealed partial class SourceTests
{
    private const int MaxColumns = 140;

    // Here the clocks are made. The server's clock is measured by the machine's, below any container.
    private static readonly string[] MayNameAClock = ["services/shared/Hosting/Clock/", "services/shared/Documents/"];

    private static readonly Comparer<string> NamesInOrder = Comparer<string>.Create((one, other) =>
        Parts(one).Zip(Parts(other), (left, right) => string.Compare(left, right, StringComparison.OrdinalIgnoreCase))
            .FirstOrDefault(order => order != 0, Parts(one).Length - Parts(other).Length));

    /// <summary>Everybody else asks for a clock by its key (<c>Clocks</c>), so that a test can give another.</summary>
    [Fact]
    public void Clock_OfAServiceOrTheGateway_IsNamedWhereItIsRegistered()
    {
        var named = SourceFiles.Of("services").Concat(SourceFiles.Of("gateway/Host"))
            .Where(file => Clock().IsMatch(File.ReadAllText(file))).Select(SourceFiles.Relative).ToList();

        named.Where(file => !MayNameAClock.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))).ShouldBeEmpty();
        named.ShouldContain(file => file.StartsWith(MayNameAClock[0], StringComparison.Ordinal), "the rule sees what it forbids");
    }

    /// <summary>What dies on purpose dies of the fault laboratory (tests/faults/Hook).</summary>
    [Fact]
    public void Process_OfAServiceOrTheGateway_DoesNotEndItself()
    {
        Endings("services", "gateway").ShouldBeEmpty();
        Endings("tests/faults/Hook").ShouldNotBeEmpty("the rule sees what it forbids");
    }

    /// <summary>An operator finds a log line by its number, or by its name.</summary>
    [Fact]
    public void LogEvents_OfAProject_HaveNumbersAndNamesOfTheirOwn()
    {
        var events = (from folder in new[] { "services", "gateway", "clients" }
                      from file in SourceFiles.Of(folder)
                      from match in LogMessage().Matches(File.ReadAllText(file))
                      select (Project: SourceFiles.ProjectOf(file), Number: match.Groups[1].Value, Name: match.Groups[2].Value)).ToList();

        events.Count.ShouldBeGreaterThan(60);
        events.Where(one => one.Number.Length == 0).ShouldBeEmpty();
        events.GroupBy(one => (one.Project, one.Number)).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
        events.GroupBy(one => (one.Project, one.Name)).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    /// <summary>
    /// Text between quotation marks does not count: a message is found more easily whole. The host and its tool are bounded in lines
    /// (<c>HostingTests</c>), and so not in columns.
    /// </summary>
    [Fact]
    public void Line_OfASource_IsAtMost140ColumnsLong()
    {
        string[] folders = ["services", "gateway", "clients", "load", "samples", "tests"];
        var sources = folders.SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal)).ToList();

        sources.SelectMany(TooLong).ShouldBeEmpty();
        sources.Count.ShouldBeGreaterThan(1_000);
    }

    /// <summary>As <c>dotnet format</c> has them, which CI asks at its very end: System first, then by each part of the name.</summary>
    [Fact]
    public void Usings_OfASource_AreInOrder()
    {
        var sources = Repository.Files("", "*.cs").Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(file => (file, Usings: UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToList()))
            .ToList();

        sources.Where(source => !source.Usings.Order(NamesInOrder).SequenceEqual(source.Usings))
            .Select(source => SourceFiles.Relative(source.file)).ShouldBeEmpty();
        sources.Count(source => source.Usings.Count > 1).ShouldBeGreaterThan(500);
    }

    // A space sorts before every letter.
    private static string[] Parts(string name) => (name.Split('.')[0] == "System" ? " ." + name : name).Split('.');

    private static IEnumerable<string> TooLong(string file)
    {
        var isText = false;
        foreach (var (index, line) in File.ReadLines(file).Index())
        {
            var quotes = RawQuotes().Count(line);
            if (!isText && quotes == 0 && Text().Replace(line, "").Length > MaxColumns)
            {
                yield return $"{SourceFiles.Relative(file)}:{index + 1}";
            }

            isText ^= quotes % 2 == 1;
        }
    }

    private static IEnumerable<string> Endings(params string[] folders) =>
        from folder in folders
        from file in SourceFiles.Of(folder)
        where Ending().IsMatch(File.ReadAllText(file))
        select SourceFiles.Relative(file);

    [GeneratedRegex(@"^using ([\w.]+);\s*$", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""")]
    private static partial Regex Text();

    [GeneratedRegex(@"\.Kill\(|\bFailFast\(|\bEnvironment\.Exit\(")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\[LoggerMessage\((?:\s*(\d+),)?.*?\bpartial void (\w+)\(", RegexOptions.Singleline)]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"\bTimeProvider\.System\b|\bFunc<(?:TimeProvider|DateTimeOffset)>|\bnew FocusClock\(")]
    private static partial Regex Clock();
}
