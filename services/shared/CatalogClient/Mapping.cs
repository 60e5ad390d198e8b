using FocusSuite.Protos.Catalog.V1;

namespace FocusSuite.CatalogClient;

/// <summary>From messages, which anybody may change, to records, which nobody can.</summary>
internal static class Mapping
{
    public static ProgramTemplate ToTemplate(this GetProgramResponse response) =>
        new(response.Program.ToInfo(), [.. response.Days.OrderBy(day => day.DayNumber).Select(ToDay)]);

    public static ProgramInfo ToInfo(this Program program) => new()
    {
        Id = program.Id,

        // A catalog of the version before has one version of each, and does not say so.
        Version = Math.Max(1, program.Version),
        Name = program.Name,
        Type = program.ProgramType,
        Description = program.Description,
        DurationDays = program.DurationDays,
        Objectives = [.. program.Objectives],
        IsProOnly = program.IsProOnly,
        Icon = program.Icon,
        Color = program.Color,
        CoverImageUrl = program.HasCoverImageUrl ? program.CoverImageUrl : null,
    };

    private static DayTemplate ToDay(ProgramDay day) => new()
    {
        DayNumber = day.DayNumber,
        Title = day.Title,
        Description = day.Description,
        FocusMinutes = day.FocusDuration,
        Tasks = [.. day.Tasks],
        Tips = [.. day.Tips],
        ReflectionPrompts = [.. day.ReflectionPrompts],
    };
}
