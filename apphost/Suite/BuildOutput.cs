namespace FocusSuite.AppHost.Suite;

/// <summary>Where the built programs lie: beside this one, in the folder of the same configuration.</summary>
internal static class BuildOutput
{
    /// <summary>The assembly of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="bin">Where the programs lie, if not there.</param>
    /// <exception cref="SetupException">It is not built.</exception>
    public static string AssemblyOf(IProjectMetadata project, string? bin)
    {
        // artifacts/bin/<project>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var name = Path.GetFileNameWithoutExtension(project.ProjectPath);
        var path = Path.Combine(bin ?? own.Parent!.Parent!.FullName, name, own.Name, name + ".dll");
        return File.Exists(path) ? path : throw new SetupException($"{name} is not built: {path} is missing. Build it with: dotnet build FocusSuite.sln -c {own.Name}");
    }
}
