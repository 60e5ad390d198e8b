using FocusSuite.Catalog.Storage;
using FocusSuite.Protos.Catalog.V1;

namespace FocusSuite.Catalog.Reading;

/// <summary>Rows as the public language has them.</summary>
internal static class Messages
{
    public static Protos.Catalog.V1.Program ToMessage(this ProgramRow row)
    {
        var program = new Protos.Catalog.V1.Program
        {
            Id = row.Id,
            Name = row.Name,
            ProgramType = ProgramTypes.Parse(row.ProgramType),
            Description = row.Description,
            DurationDays = row.DurationDays,
            Objectives = { row.Objectives },
            IsProOnly = row.IsProOnly,
            Icon = row.Icon,
            Color = row.Color,
        };
        if (row.CoverImageUrl is { } url)
        {
            program.CoverImageUrl = url;
        }

        return program;
    }

    public static ProgramDay ToMessage(this ProgramDayRow row) => new()
    {
        DayNumber = row.DayNumber,
        Title = row.Title,
        Description = row.Description,
        FocusDuration = row.FocusDuration,
        Tasks = { row.Tasks },
        Tips = { row.Tips },
        ReflectionPrompts = { row.ReflectionPrompts },
    };
}
