using FocusSuite.TestSupport;

namespace FocusSuite.Architecture.Tests;

/// <summary>The sources that the rules are about.</summary>
internal static class SourceFiles
{
    public static IEnumerable<string> Of(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>A file's path from the root, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    /// <summary>The project that a source belongs to.</summary>
    public static string ProjectOf(string file) => ProjectOf(new FileInfo(file).Directory!);

    private static string ProjectOf(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.csproj").SingleOrDefault()?.Name ?? ProjectOf(folder.Parent!);
}
