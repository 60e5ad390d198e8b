using FocusSuite.Catalog.Domain;
using FocusSuite.Protos.Catalog.V1;

namespace FocusSuite.Catalog.Features;

/// <summary>Versions as the public language has them.</summary>
internal static class ProgramMessages
{
    public static Protos.Catalog.V1.Program ToMessage(this ProgramVersion version)
    {
        var content = version.Content;
        var program = new Protos.Catalog.V1.Program
        {
            Id = version.ProgramId,
            Version = version.Number,
            Name = content.Name,
            ProgramType = ProgramTypes.Parse(content.ProgramType),
            Description = content.Description,
            DurationDays = content.DurationDays,
            Objectives = { content.Objectives },
            IsProOnly = content.IsProOnly,
            Icon = content.Icon,
            Color = content.Color,
        };
        if (content.CoverImageUrl is { } url)
        {
            program.CoverImageUrl = url;
        }

        return program;
    }

    public static ProgramDay ToMessage(this DayContent day) => new()
    {
        DayNumber = day.DayNumber,
        Title = day.Title,
        Description = day.Description,
        FocusDuration = day.FocusDuration,
        Tasks = { day.Tasks },
        Tips = { day.Tips },
        ReflectionPrompts = { day.ReflectionPrompts },
    };
}
