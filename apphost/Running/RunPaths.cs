namespace FocusSuite.AppHost.Running;

/// <summary>Where one run keeps what: the servers' data, the logs, the ids of its processes.</summary>
internal sealed class RunPaths
{
    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;
    private const UnixFileMode Private = (UnixFileMode)0b111_000_000;

    public RunPaths(string folder, string dataFolder)
    {
        Folder = folder;
        DataFolder = dataFolder;
        Directory.CreateDirectory(folder, Passable);
        Directory.CreateDirectory(dataFolder, Passable);
        Directory.CreateDirectory(LogFolder, Private);
        Pids = new PidFolder(Path.Combine(folder, "pids"));
    }

    public string Folder { get; }

    public string DataFolder { get; }

    public string LogFolder => Path.Combine(Folder, "logs");

    public PidFolder Pids { get; }

    public string LogOf(string part) => Path.Combine(LogFolder, part + ".log");

    public string DataOf(string part) => Path.Combine(DataFolder, part);
}
