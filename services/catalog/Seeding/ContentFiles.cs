using System.Text.Json;
using System.Text.Json.Serialization;

namespace FocusSuite.Catalog.Seeding;

/// <summary>The content files of this version, embedded in the assembly. Their names' order is the catalog's order.</summary>
internal static class ContentFiles
{
    private const string Ending = ".json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads all of them.</summary>
    /// <exception cref="InvalidDataException">A file has faults; the message names them all.</exception>
    public static IReadOnlyList<ProgramContent> Read()
    {
        var assembly = typeof(ContentFiles).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return Parse(name[..^Ending.Length], stream);
        })];
    }

    /// <summary>Reads one.</summary>
    public static ProgramContent Parse(string key, Stream json)
    {
        ProgramContent content;
        try
        {
            content = JsonSerializer.Deserialize<ProgramContent>(json, Json)! with { Key = key };
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{key}{Ending}: {exception.Message}", exception);
        }

        var faults = ContentFaults.Of(content).ToList();
        return faults.Count == 0 ? content : throw new InvalidDataException($"{key}{Ending}: {string.Join(' ', faults)}");
    }
}
