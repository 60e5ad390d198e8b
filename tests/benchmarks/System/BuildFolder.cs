namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Where the build has put the suite's programs: each in a folder of its name, beside this program's.</summary>
internal static class BuildFolder
{
    /// <exception cref="InvalidOperationException">The file was not built.</exception>
    public static string Find(string project, string extension)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + extension);
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{project} is not built. Run ./focus up once: it builds the system.");
    }

    /// <summary>The repository: where FocusSuite.sln lies.</summary>
    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "FocusSuite.sln")))
                {
                    return folder.FullName;
                }
            }

            return Environment.GetEnvironmentVariable("FOCUS_ROOT") ?? Environment.CurrentDirectory;
        }
    }
}
