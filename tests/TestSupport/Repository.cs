using System.Runtime.CompilerServices;

namespace FocusSuite.TestSupport;

/// <summary>The repository that the tests are of.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

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
            folder = folder.Parent ?? throw new InvalidOperationException("There is no FocusSuite.sln above the sources of this test; set FOCUS_ROOT.");
        }

        return folder.FullName;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
