namespace FocusSuite.Insights.Definitions;

/// <summary>The keys of the file, by the map that they stand in.</summary>
internal static class FileKeys
{
    public static readonly string[] File = ["schema", "achievements"];

    public static readonly string[] Achievement =
        ["code", "version", "title", "description", "hidden", "keeps", "repeatable", "rule"];

    public static readonly string[] Condition = ["metric", "filter", "window", "at_least", "levels"];

    public static readonly string[] All = ["all"];

    public static readonly string[] Any = ["any"];

    public static readonly string[] Window = ["last_dates"];

    public static readonly string[] Filter =
        ["weekdays", "program_days", "min_minutes", "max_minutes", "measured_only", "day_numbers"];

    public static readonly string[] DayNumbers = ["from", "to"];
}
