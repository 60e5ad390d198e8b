using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Definitions;

/// <summary>
/// The file of achievements: read into a catalog, or refused with all that is wrong in it, each with its place and a remedy. What keys and
/// words there are also stands in achievements.schema.json, for editors.
/// </summary>
internal static class AchievementFile
{
    /// <summary>What this form of the file calls itself.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The file that is built into the service.</summary>
    public const string BuiltInName = "achievements.yaml";

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="bytes">What is in it, in UTF-8.</param>
    /// <returns>The catalog, or null and at least one error.</returns>
    public static (AchievementCatalog? Catalog, IReadOnlyList<FileError> Errors) Read(string name, ReadOnlySpan<byte> bytes)
    {
        var errors = new FileErrors(name);
        if (FileTree.Read(bytes, errors) is not { } root)
        {
            return (null, errors.InOrder);
        }

        var reader = new DefinitionReader(errors);
        var definitions = reader.Read(root);
        var (catalog, problems) = AchievementCatalog.Create(definitions);
        reader.Locate(problems);
        var found = errors.InOrder;
        return (found.Count == 0 ? catalog : null, found);
    }

    /// <summary>The achievements that are built into the service.</summary>
    /// <exception cref="InvalidOperationException">The file is not valid; the message has all errors. A test reads it before.</exception>
    public static AchievementCatalog ReadBuiltIn()
    {
        using var stream = typeof(AchievementFile).Assembly.GetManifestResourceStream(BuiltInName)
            ?? throw new InvalidOperationException($"{BuiltInName} is not built in; it is an EmbeddedResource of the project.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var (catalog, errors) = Read(BuiltInName, bytes.ToArray());
        return catalog ?? throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }
}
