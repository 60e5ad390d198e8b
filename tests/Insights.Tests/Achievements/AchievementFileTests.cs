using System.Globalization;
using System.Text;
using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.TestSupport;
using FsCheck.Xunit;
using YamlDotNet.RepresentationModel;

namespace FocusSuite.Insights.Tests.Achievements;

public class AchievementFileTests
{
    private static readonly YamlMappingNode Malformed = Load();

    private const string Typed = "{}[]:,-?*&!|>'\"%@`#~\t\n\\ 0";

    private static readonly string Valid = Malformed["valid"].ToString();

    /// <summary>The names of the malformed files, and the files: malformed.yaml has them.</summary>
    public static TheoryData<string> Names => [.. Cases.Select(one => one["name"].ToString())];

    private static IEnumerable<YamlNode> Cases => (YamlSequenceNode)Malformed["malformed"];

    [Fact]
    public void File_ThatIsValid_BecomesACatalog()
    {
        var (catalog, errors) = Read(Valid);

        errors.ShouldBeEmpty();
        catalog!.All.Select(definition => definition.Code).ShouldBe(["first_session", "rounded_week"]);
        var first = (AchievementCondition)catalog.All[0].Rule;
        (first.Metric, first.Window, string.Join(' ', first.Levels)).ShouldBe((Metric.Sessions, AchievementWindow.Last(30), "1 5 10"));
        (first.Filter with { Weekdays = [] }).ShouldBe(new AchievementFilter
        {
            Weekdays = [],
            ProgramDays = 14,
            MinMinutes = 10,
            MaxMinutes = 50,
            IsMeasuredOnly = true,
            FirstDay = 2,
            LastDay = 7,
        });
        first.Filter.Weekdays.ShouldBe([DayOfWeek.Monday, DayOfWeek.Friday]);
        var second = catalog.All[1];
        (second.IsRepeatable, second.IsHidden, second.Keeps, second.LevelsCount).ShouldBe((true, false, AchievementKeeps.Kept, 1));
        second.Rule.ShouldBeOfType<AllRule>().Rules[1].ShouldBeOfType<AnyRule>().Conditions.Select(one => one.Metric)
            .ShouldBe([Metric.Reflections, Metric.Tasks]);
    }

    [Fact]
    public void Malformed_Files_AreAtLeastSixtyOfNamesOfTheirOwn()
    {
        Names.Count.ShouldBeGreaterThanOrEqualTo(60);
        Cases.Select(one => one["name"].ToString()).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void File_ThatIsMalformed_IsRefusedWithLineAndRemedy(string name)
    {
        var (one, text) = Case(name);

        var (catalog, errors) = Read(text);

        catalog.ShouldBeNull();
        var line = int.Parse(one["line"].ToString(), CultureInfo.InvariantCulture);
        errors.ShouldContain(
            error => error.Line == line && error.ToString().Contains(one["says"].ToString(), StringComparison.Ordinal),
            string.Join('\n', errors));
        errors.ShouldAllBe(error => error.Column >= 1 && error.Remedy.Length > 0 && error.What.Length > 0);
    }

    /// <summary>A second error would lead its reader astray.</summary>
    [Theory]
    [InlineData("a metric that there is not")]
    [InlineData("a window that there is not")]
    [InlineData("a rule of no kind")]
    [InlineData("a level that is a word")]
    [InlineData("a version in quotes")]
    [InlineData("no code")]
    [InlineData("no title")]
    [InlineData("a title that is nothing")]
    [InlineData("achievements that are no list")]
    public void File_WithOneError_TellsNoOther(string name) => Read(Case(name).Text).Errors.ShouldHaveSingleItem();

    [Fact]
    public void Errors_OfAFile_AreToldTogetherInTheOrderOfLines()
    {
        var text = Valid.Replace("first_session", "First", StringComparison.Ordinal)
            .Replace("hidden: false", "hidden: no", StringComparison.Ordinal)
            .Replace("at_least: 60", "at_least: 6000", StringComparison.Ordinal)
            .Replace("metric: tasks", "metric: chores", StringComparison.Ordinal);

        Read(text).Errors.Select(error => error.ToString()).ShouldBe(
        [
            "tested.yaml:3:11: \"First\" is no code; write it like ^[a-z][a-z0-9_]{2,40}$",
            "tested.yaml:7:13: The value of hidden is text; write true or false",
            "tested.yaml:31:21: 6000 is beyond a healthy measure of focus_minutes in this window; use 1200 at most",
            $"tested.yaml:34:24: The value of rule/all/1/any/1/metric is \"chores\", which is not in the vocabulary; use "
                + string.Join(", ", Vocabulary.OfMetrics.Keys.Order(StringComparer.Ordinal)),
        ]);
    }

    [Fact]
    public void Errors_OfAFile_AreAHundredAtMost()
    {
        var text = "schema: 1\nachievements:\n" + string.Concat(Enumerable.Repeat("  - nothing\n", 400));

        Read(text).Errors.Count.ShouldBe(100);
    }

    [Fact]
    public void File_OfMoreThan256KiB_IsNotRead()
    {
        var (catalog, errors) = Read(Valid + new string('#', 256 * 1024));

        catalog.ShouldBeNull();
        errors.ShouldHaveSingleItem().ToString().ShouldMatch("^tested.yaml:1:1: The file is [0-9]+ bytes long; 262144 are read");
    }

    [Fact]
    public void File_OfMoreThan500Achievements_IsRefused()
    {
        var text = new StringBuilder("schema: 1\nachievements:\n");
        for (var i = 0; i <= 500; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {{code: c_{i}, version: 1, title: T {i}, description: D, keeps: live, ")
                .Append("rule: {metric: tasks, at_least: 1}}\n");
        }

        Read(text.ToString()).Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("tested.yaml:3:1: There are 501 achievements; define 1 to 500");
    }

    [Fact]
    public void File_ThatIsNoUtf8_IsRefusedWhereItIsNot()
    {
        byte[] bytes = [.. "schema: 1\n# caf"u8, 0xE9, .. "\nachievements: []\n"u8];

        var error = AchievementFile.Read("tested.yaml", bytes).Errors.ShouldHaveSingleItem();

        (error.Line, error.Column, error.Remedy).ShouldBe((2, 6, "save the file in UTF-8"));
    }

    [Fact]
    public void File_WithAByteOrderMarkAndWindowsLines_IsRead() =>
        Read("\uFEFF" + Valid.Replace("\n", "\r\n", StringComparison.Ordinal)).Errors.ShouldBeEmpty();

    [Fact]
    public void Messages_OfAllErrors_AreBounded() =>
        Read(Valid.Replace("hidden", new string('h', 50_000), StringComparison.Ordinal)).Errors
            .ShouldAllBe(error => error.ToString().Length < 500);

    /// <summary>Whatever is typed into it: some pieces of the file are taken out, doubled, or replaced by a character.</summary>
    [Property(MaxTest = 2_000)]
    public bool File_OfAnyText_IsReadOrRefused(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Valid);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var (at, length) = (random.Next(text.Length - 20), random.Next(1, 20));
            var piece = text.ToString(at, length);
            text.Remove(at, length).Insert(at, random.Next(3) switch
            {
                0 => "",
                1 => piece + piece,
                _ => Typed[random.Next(Typed.Length)].ToString(),
            });
        }

        var (catalog, errors) = Read(text.ToString());
        return catalog is null == (errors.Count > 0);
    }

    private static (AchievementCatalog? Catalog, IReadOnlyList<FileError> Errors) Read(string text) =>
        AchievementFile.Read("tested.yaml", Encoding.UTF8.GetBytes(text));

    private static (YamlMappingNode Case, string Text) Case(string name)
    {
        var one = (YamlMappingNode)Cases.Single(one => one["name"].ToString() == name);
        if (one.Children.TryGetValue("text", out var text))
        {
            return (one, text.ToString());
        }

        var (replace, by) = (one["replace"].ToString(), one["by"].ToString());
        Valid.Split(replace).Length.ShouldBe(2, $"\"{replace}\" stands once in the valid file");
        return (one, Valid.Replace(replace, by, StringComparison.Ordinal));
    }

    private static YamlMappingNode Load()
    {
        using var file = File.OpenText(Repository.PathOf("tests/Insights.Tests/Achievements/malformed.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
