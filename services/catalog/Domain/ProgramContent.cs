using System.Text.Json;
using System.Text.Json.Serialization;

namespace FocusSuite.Catalog.Domain;

/// <summary>
/// A program as its content file and its versions have it. Every field is required, so that a slip of the editor is told and not guessed
/// around.
/// </summary>
internal sealed record ProgramContent
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The file's name without its ending: the program's key for ever.</summary>
    [JsonIgnore]
    public string Key { get; init; } = string.Empty;

    public required string Name { get; init; }

    /// <summary>Its documented word, e.g. <c>14_day</c>.</summary>
    public required string ProgramType { get; init; }

    public required string Description { get; init; }

    public required int DurationDays { get; init; }

    public required IReadOnlyList<string> Objectives { get; init; }

    public required bool IsProOnly { get; init; }

    public required string Icon { get; init; }

    public required string Color { get; init; }

    public required string? CoverImageUrl { get; init; }

    public required IReadOnlyList<DayContent> Days { get; init; }

    /// <summary>Reads a content from JSON.</summary>
    /// <exception cref="JsonException">A field is missing, unknown or of another type.</exception>
    public static ProgramContent Parse(string json) =>
        JsonSerializer.Deserialize<ProgramContent>(json, Json) ?? throw new JsonException("The content is empty.");

    /// <summary>The content as JSON: equal texts are equal contents.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One day of it.</summary>
internal sealed record DayContent
{
    public required int DayNumber { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Minutes of focus that complete the day.</summary>
    public required int FocusDuration { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<string> Tips { get; init; }

    public required IReadOnlyList<string> ReflectionPrompts { get; init; }
}
