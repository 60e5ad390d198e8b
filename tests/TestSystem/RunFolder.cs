namespace FocusSuite.TestSystem;

/// <summary>
/// A folder for one run that other accounts may pass through: a given one, or a temporary one that is removed with what is in it.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool _isTemporary;

    public RunFolder(string? given = null)
    {
        _isTemporary = given is null;
        Path = given ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), "focus-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(Path, (UnixFileMode)0b111_001_001);
    }

    public string Path { get; }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_isTemporary && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
