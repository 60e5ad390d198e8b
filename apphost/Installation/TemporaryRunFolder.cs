namespace FocusSuite.AppHost.Installation;

/// <summary>A folder for one run that other accounts may pass through; removed with what is in it.</summary>
internal sealed class TemporaryRunFolder : IDisposable
{
    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;

    public TemporaryRunFolder()
        : this(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "focus-" + Guid.NewGuid().ToString("N")[..12]))
    {
    }

    public TemporaryRunFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path, Passable);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
