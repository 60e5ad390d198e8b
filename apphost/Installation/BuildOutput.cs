using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>Finds what was built: all projects' outputs lie in one folder, each below its name and its configuration.</summary>
internal sealed record BuildOutput(string BinFolder, string Configuration)
{
    /// <summary>The output that the running program itself is a part of.</summary>
    public static BuildOutput OfThisProgram(string? binFolder = null)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return new BuildOutput(binFolder ?? own.Parent!.Parent!.FullName, own.Name);
    }

    public string AssemblyOf(string project)
    {
        var path = Path.Combine(BinFolder, project, Configuration, project + ".dll");
        return File.Exists(path) ? path : throw new SetupException(
            $"{project} is not built: {path} is missing. Build it with: dotnet build FocusSuite.sln -c {char.ToUpperInvariant(Configuration[0])}{Configuration[1..]}");
    }
}
