using System.Text.Json;
using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Features;

namespace FocusSuite.Catalog.Seeding;

/// <summary>
/// The content files: those of this version, embedded in the assembly, or those of a folder that an operator names. Their names' order is
/// the catalog's order.
/// </summary>
internal static class ContentFiles
{
    /// <summary>The setting that names a folder of content files, one <c>.json</c> a program, to use in place of the suite's own.</summary>
    public const string FolderSetting = "Focus:Catalog:ContentFolder";

    private const string Ending = ".json";

    /// <summary>Reads all of them.</summary>
    /// <param name="folder">The operator's folder; null for those of this version.</param>
    /// <exception cref="InvalidDataException">A file has errors, or the folder has no files; the message names them all.</exception>
    public static IReadOnlyList<ProgramContent> Read(string? folder = null) =>
        folder is null ? ReadOwn() : ReadFolder(folder);

    /// <summary>Reads one.</summary>
    /// <param name="key">The file's name without its ending.</param>
    /// <param name="json">Its text.</param>
    /// <exception cref="InvalidDataException">It has errors.</exception>
    public static ProgramContent Parse(string key, string json)
    {
        ProgramContent content;
        try
        {
            content = ProgramContent.Parse(json) with { Key = key };
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{key}{Ending}: {exception.Message}", exception);
        }

        var errors = ContentErrors.Of(content, ProgramTypes.Words).ToList();
        return errors.Count == 0 ? content : throw new InvalidDataException($"{key}{Ending}: {string.Join(' ', errors)}");
    }

    private static IReadOnlyList<ProgramContent> ReadOwn()
    {
        var assembly = typeof(ContentFiles).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Parse(name[..^Ending.Length], reader.ReadToEnd());
        })];
    }

    private static IReadOnlyList<ProgramContent> ReadFolder(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{Ending}") : [];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal).Select(file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))]
            : throw new InvalidDataException($"{FolderSetting} is '{folder}', where no {Ending} file is: name a folder with at least one.");
    }
}
