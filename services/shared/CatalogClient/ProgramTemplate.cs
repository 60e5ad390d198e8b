using FocusSuite.Protos.Catalog.V1;

namespace FocusSuite.CatalogClient;

/// <summary>What a program is. Never changed once read: one instance serves many requests.</summary>
public sealed record ProgramInfo
{
    /// <summary>The program's number.</summary>
    public required long Id { get; init; }

    /// <summary>The version that this is, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The name that people see.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the program.</summary>
    public required ProgramType Type { get; init; }

    /// <summary>What the program is for.</summary>
    public required string Description { get; init; }

    /// <summary>Its length in days.</summary>
    public required int DurationDays { get; init; }

    /// <summary>What a person will have learned.</summary>
    public required IReadOnlyList<string> Objectives { get; init; }

    /// <summary>True where it takes a Pro subscription.</summary>
    public required bool IsProOnly { get; init; }

    /// <summary>One emoji.</summary>
    public required string Icon { get; init; }

    /// <summary>The color, <c>#RRGGBB</c>.</summary>
    public required string Color { get; init; }

    /// <summary>Where the cover image is, if there is one.</summary>
    public string? CoverImageUrl { get; init; }
}

/// <summary>One day of a program.</summary>
public sealed record DayTemplate
{
    /// <summary>The day, from 1.</summary>
    public required int DayNumber { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public required string Description { get; init; }

    /// <summary>Minutes of focus that complete it.</summary>
    public required int FocusMinutes { get; init; }

    /// <summary>Its tasks in their order.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Advice for it.</summary>
    public required IReadOnlyList<string> Tips { get; init; }

    /// <summary>Questions to reflect on.</summary>
    public required IReadOnlyList<string> ReflectionPrompts { get; init; }
}

/// <summary>A version of a program with its days.</summary>
/// <param name="Program">What the program is.</param>
/// <param name="Days">Its days, day 1 first.</param>
public sealed record ProgramTemplate(ProgramInfo Program, IReadOnlyList<DayTemplate> Days)
{
    /// <summary>One of its days.</summary>
    /// <param name="dayNumber">The day, from 1.</param>
    /// <returns>The day; null where the program has none of that number.</returns>
    public DayTemplate? Day(int dayNumber) => dayNumber >= 1 && dayNumber <= Days.Count ? Days[dayNumber - 1] : null;
}
