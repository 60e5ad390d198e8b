using System.Text.Json.Nodes;
using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.TestSupport;

namespace FocusSuite.Insights.Tests.Achievements;

/// <summary>The schema, which editors read, says what the reader does.</summary>
public class SchemaTests
{
    private static readonly JsonNode Schema =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("services/insights/Definitions/achievements.schema.json")))!;

    private static JsonNode Parts => Schema["$defs"]!;

    private static JsonNode Achievement => Parts["achievement"]!;

    private static JsonNode Filter => Parts["filter"]!;

    [Fact]
    public void Words_OfTheSchema_AreTheVocabulary()
    {
        Words(Parts["metric"]!).ShouldBe(Vocabulary.OfMetrics.Keys, ignoreOrder: true);
        Words(Parts["window"]!["oneOf"]![0]!).ShouldBe(Vocabulary.OfWindows.Keys, ignoreOrder: true);
        Words(Filter["properties"]!["weekdays"]!["items"]!).ShouldBe(Vocabulary.OfWeekdays.Keys, ignoreOrder: true);
        Words(Achievement["properties"]!["keeps"]!).ShouldBe(Vocabulary.OfKeeps.Keys, ignoreOrder: true);
        Filter["properties"]!["program_days"]!["enum"]!.AsArray().Select(days => days!.GetValue<int>())
            .ShouldBe(AchievementFilter.ProgramLengths);
        Enum.GetValues<Metric>().Order().ShouldBe(Vocabulary.OfMetrics.Values.Order());
        Enum.GetValues<DayOfWeek>().Order().ShouldBe(Vocabulary.OfWeekdays.Values.Order());
        Enum.GetValues<AchievementKeeps>().Order().ShouldBe(Vocabulary.OfKeeps.Values.Order());
        Enum.GetValues<WindowKind>().Except([WindowKind.Last]).ShouldBe(Vocabulary.OfWindows.Values.Select(window => window.Kind), true);
    }

    [Fact]
    public void Keys_OfTheSchema_AreThoseOfTheReader()
    {
        Keys(Schema).ShouldBe(FileKeys.File, ignoreOrder: true);
        Keys(Achievement).ShouldBe(FileKeys.Achievement, ignoreOrder: true);
        Keys(Parts["leveledCondition"]!).ShouldBe(FileKeys.Condition, ignoreOrder: true);
        Keys(Parts["condition"]!).ShouldBe(FileKeys.Condition.Except(["levels"]), ignoreOrder: true);
        Keys(Parts["all"]!).ShouldBe(FileKeys.All);
        Keys(Parts["any"]!).ShouldBe(FileKeys.Any);
        Keys(Filter).ShouldBe(FileKeys.Filter, ignoreOrder: true);
        Keys(Filter["properties"]!["day_numbers"]!).ShouldBe(FileKeys.DayNumbers, ignoreOrder: true);
        Keys(Parts["window"]!["oneOf"]![1]!).ShouldBe(FileKeys.Window);
    }

    [Fact]
    public void Bounds_OfTheSchema_AreThoseOfTheReader()
    {
        Schema["properties"]!["schema"]!["const"]!.GetValue<int>().ShouldBe(AchievementFile.SchemaVersion);
        Bounds(Schema["properties"]!["achievements"]!, "Items").ShouldBe((1, AchievementCatalog.MaxDefinitions));
        Achievement["properties"]!["code"]!["pattern"]!.GetValue<string>().ShouldBe(DefinitionValidator.CodePattern);
        Bounds(Achievement["properties"]!["version"]!, "imum").ShouldBe((1, DefinitionValidator.MaxVersion));
        Bounds(Achievement["properties"]!["title"]!, "Length").ShouldBe((1, DefinitionValidator.MaxTitle));
        Bounds(Achievement["properties"]!["description"]!, "Length").ShouldBe((1, DefinitionValidator.MaxDescription));
        Bounds(Parts["rules"]!, "Items").ShouldBe((2, AchievementRule.MaxRules));
        Bounds(Parts["leveledCondition"]!["properties"]!["levels"]!, "Items").ShouldBe((1, AchievementCondition.MaxLevels));
        Bounds(Parts["window"]!["oneOf"]![1]!["properties"]!["last_dates"]!, "imum")
            .ShouldBe((AchievementWindow.MinDates, AchievementWindow.MaxDates));
        Bounds(Filter["properties"]!["min_minutes"]!, "imum").ShouldBe((1, DefinitionValidator.MaxMinutes));
        Bounds(Filter["properties"]!["max_minutes"]!, "imum").ShouldBe((1, DefinitionValidator.MaxMinutes));
        Bounds(Filter["properties"]!["day_numbers"]!["properties"]!["from"]!, "imum").ShouldBe((1, DefinitionValidator.MaxDayNumber));
        Bounds(Filter["properties"]!["day_numbers"]!["properties"]!["to"]!, "imum").ShouldBe((1, DefinitionValidator.MaxDayNumber));
    }

    [Fact]
    public void Map_OfTheSchema_HasNoOtherKeys() => Maps(Schema).ShouldAllBe(map => map["additionalProperties"]!.ToString() == "false");

    private static IEnumerable<string> Words(JsonNode node) => node["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private static IEnumerable<string> Keys(JsonNode node) => node["properties"]!.AsObject().Select(property => property.Key);

    private static (int Least, int Most) Bounds(JsonNode node, string what) =>
        (node["min" + what]!.GetValue<int>(), node["max" + what]!.GetValue<int>());

    private static IEnumerable<JsonNode> Maps(JsonNode node) => node switch
    {
        JsonObject map => map.Where(entry => entry.Value is not null).SelectMany(entry => Maps(entry.Value!))
            .Concat(map["type"] is JsonValue type && type.ToString() == "object" ? [map] : []),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Maps),
        _ => [],
    };
}
