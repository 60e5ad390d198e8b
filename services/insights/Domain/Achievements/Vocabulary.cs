using System.Collections.Frozen;

namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>The words of definitions, each for one thing of ours.</summary>
internal static class Vocabulary
{
    public static readonly FrozenDictionary<string, Metric> OfMetrics =
        Metrics.All.ToFrozenDictionary(traits => traits.Word, traits => traits.Metric);

    /// <summary>The windows that have a name. The other kind has a number of dates.</summary>
    public static readonly FrozenDictionary<string, AchievementWindow> OfWindows = new Dictionary<string, AchievementWindow>
    {
        ["ever"] = AchievementWindow.Ever,
        ["day"] = AchievementWindow.Day,
        ["week"] = AchievementWindow.Week,
        ["program"] = AchievementWindow.Program,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, DayOfWeek> OfWeekdays = new Dictionary<string, DayOfWeek>
    {
        ["monday"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, AchievementKeeps> OfKeeps = new Dictionary<string, AchievementKeeps>
    {
        ["live"] = AchievementKeeps.Live,
        ["kept"] = AchievementKeeps.Kept,
    }.ToFrozenDictionary();

    /// <summary>The word for a thing.</summary>
    /// <param name="words">The words.</param>
    /// <param name="meaning">The thing.</param>
    public static string WordOf<T>(FrozenDictionary<string, T> words, T meaning)
        where T : struct => words.First(word => word.Value.Equals(meaning)).Key;
}
