using System.Text.RegularExpressions;

namespace FocusSuite.Catalog.Domain;

/// <summary>What would make a program unusable. Told before anything is saved, all at once.</summary>
internal static partial class ContentErrors
{
    /// <summary>Lists the errors of a content.</summary>
    public static IEnumerable<string> Of(ProgramContent program, IEnumerable<string> programTypes)
    {
        if (!programTypes.Contains(program.ProgramType))
        {
            yield return $"program_type is '{program.ProgramType}': use one of {string.Join(", ", programTypes.Order())}.";
        }

        if (program.DurationDays is < 1 or > 366 || program.Days.Count != program.DurationDays)
        {
            yield return $"duration_days is {program.DurationDays} and there are {program.Days.Count} days: make them agree, 1..366.";
        }

        if (!Color().IsMatch(program.Color))
        {
            yield return $"color is '{program.Color}': write it as #RRGGBB in capitals.";
        }

        foreach (var field in Empty(
            ("name", [program.Name]), ("description", [program.Description]), ("icon", [program.Icon]), ("objectives", program.Objectives)))
        {
            yield return $"{field} is empty.";
        }

        foreach (var (day, expected) in program.Days.Select((day, index) => (day, index + 1)))
        {
            foreach (var error in Of(day, expected))
            {
                yield return $"Day {expected}: {error}";
            }
        }
    }

    private static IEnumerable<string> Of(DayContent day, int expected)
    {
        if (day.DayNumber != expected)
        {
            yield return $"day_number is {day.DayNumber}: number the days 1, 2, 3 in their order.";
        }

        if (day.FocusDuration is < 1 or > 1440)
        {
            yield return $"focus_duration is {day.FocusDuration}: set it to 1..1440 minutes.";
        }

        foreach (var field in Empty(
            ("title", [day.Title]),
            ("description", [day.Description]),
            ("tasks", day.Tasks),
            ("tips", day.Tips),
            ("reflection_prompts", day.ReflectionPrompts)))
        {
            yield return $"{field} is empty.";
        }
    }

    private static IEnumerable<string> Empty(params IEnumerable<(string Field, IReadOnlyList<string> Texts)> fields) =>
        fields.Where(field => field.Texts.Count == 0 || field.Texts.Any(string.IsNullOrWhiteSpace)).Select(field => field.Field);

    [GeneratedRegex("^#[0-9A-F]{6}$")]
    private static partial Regex Color();
}
