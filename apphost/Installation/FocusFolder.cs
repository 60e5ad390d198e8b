using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>The folder .focus at the root of the repository: everything that an installation on this machine keeps.</summary>
internal sealed class FocusFolder
{
    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;
    private const UnixFileMode Private = (UnixFileMode)0b111_000_000;

    private FocusFolder(string root)
    {
        Root = root;
        Path = System.IO.Path.Combine(root, ".focus");
        Directory.CreateDirectory(Path, Passable);
        Directory.CreateDirectory(LogFolder, Private);
    }

    /// <summary>The root of the repository.</summary>
    public string Root { get; }

    public string Path { get; }

    public string LockFile => In("lock");

    public string RunFile => In("run.json");

    public string ClockFile => In("clock.json");

    public string PortsFile => In("ports.json");

    /// <summary>How Prometheus collects the metrics of the system that runs here, if it was started with them.</summary>
    public string PrometheusFile => In("prometheus.yml");

    public string OwnLog => System.IO.Path.Combine(LogFolder, "focus.log");

    public string LogFolder => In("logs");

    /// <summary>The script tells where the root is; without it, it is looked for above the program.</summary>
    public static FocusFolder Find()
    {
        if (Environment.GetEnvironmentVariable("FOCUS_ROOT") is { Length: > 0 } given)
            return new FocusFolder(System.IO.Path.GetFullPath(given));
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "FocusSuite.sln")))
                    return new FocusFolder(folder.FullName);
            }
        }

        throw new SetupException("The root of the repository was not found. Run ./focus there, or set FOCUS_ROOT to it.");
    }

    public static FocusFolder At(string root) => new(root);

    public RunPaths Paths() => new(Path, DataLocation.For(Path));

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Drops what the servers keep and the suite's time; the logs and the keys stay.</summary>
    public void DropData()
    {
        var paths = Paths();
        foreach (var server in new[] { Topology.PartNames.Postgres, Topology.PartNames.RabbitMq, Topology.PartNames.MongoDb })
        {
            if (Directory.Exists(paths.DataOf(server)))
                Directory.Delete(paths.DataOf(server), recursive: true);
        }

        File.Delete(ClockFile);
    }

    /// <summary>Ends whatever a killed run left running, and names it.</summary>
    public async Task<IReadOnlyList<string>> EndLeftoversAsync(CancellationToken ct)
    {
        var paths = Paths();
        List<string> ended = [.. await paths.Pids.EndLeftoversAsync(ct).ConfigureAwait(false)];
        ended.AddRange(await Leftovers.EndBelowAsync(paths.DataFolder, ct).ConfigureAwait(false));
        return ended;
    }
}
