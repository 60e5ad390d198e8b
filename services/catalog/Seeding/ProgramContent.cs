using System.Text.Json.Serialization;

namespace FocusSuite.Catalog.Seeding;

/// <summary>A program as its content file has it. Every field is required, so that a slip of the editor is told and not guessed around.</summary>
internal sealed record ProgramContent
{
    /// <summary>The file's name without its ending: the program's key for ever.</summary>
    [JsonIgnore]
    public string Key { get; init; } = string.Empty;

    public required string Name { get; init; }

    public required string ProgramType { get; init; }

    public required string Description { get; init; }

    public required int DurationDays { get; init; }

    public required IReadOnlyList<string> Objectives { get; init; }

    public required bool IsProOnly { get; init; }

    public required string Icon { get; init; }

    public required string Color { get; init; }

    public required string? CoverImageUrl { get; init; }

    public required IReadOnlyList<DayContent> Days { get; init; }
}

/// <summary>One day of it.</summary>
internal sealed record DayContent
{
    public required int DayNumber { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required int FocusDuration { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<string> Tips { get; init; }

    public required IReadOnlyList<string> ReflectionPrompts { get; init; }
}
