using System.Runtime.CompilerServices;

namespace FocusSuite.TestSupport;

/// <summary>The repository that the tests are of.</summary>
public static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", ".focus"];

    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The files of a folder and of those below it, without what builds and tools leave there.</summary>
    /// <param name="folder">The folder, from the root; the root itself when empty.</param>
    /// <param name="pattern">Which files, e.g. <c>*.md</c>.</param>
    public static IEnumerable<string> Files(string folder, string pattern) => FilesBelow(PathOf(folder), pattern);

    private static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Concat(
            Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Where(below => !Skipped.Contains(Path.GetFileName(below)))
                .SelectMany(below => FilesBelow(below, pattern)));

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("FOCUS_ROOT") is { Length: > 0 } given)
        {
            return given;
        }

        // Of the sources, wherever the build put its output.
        var folder = new DirectoryInfo(SourceFolder());
        while (!File.Exists(Path.Combine(folder.FullName, "FocusSuite.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("There is no FocusSuite.sln above the sources of this test; set FOCUS_ROOT.");
        }

        return folder.FullName;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
