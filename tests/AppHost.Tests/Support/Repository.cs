using System.Runtime.CompilerServices;

namespace FocusSuite.AppHost.Tests.Support;

/// <summary>The repository that these tests are of.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        // Of the sources, wherever the build put its output.
        var folder = new DirectoryInfo(SourceFolder());
        while (!File.Exists(Path.Combine(folder.FullName, "FocusSuite.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("There is no FocusSuite.sln above the sources of this test.");
        }

        return folder.FullName;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
