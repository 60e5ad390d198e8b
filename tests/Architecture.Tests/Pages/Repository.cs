namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", ".focus"];

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The files of a folder and of those below it, without what builds and tools leave there.</summary>
    /// <param name="folder">The folder, from the root; the root itself when empty.</param>
    /// <param name="pattern">Which files, e.g. <c>*.md</c>.</param>
    public static IEnumerable<string> Files(string folder, string pattern) => FilesBelow(Path.Combine(Root, folder), pattern);

    private static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Concat(
            Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Where(below => !Skipped.Contains(Path.GetFileName(below)))
                .SelectMany(below => FilesBelow(below, pattern)));

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "FocusSuite.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
