namespace FocusSuite.AppHost.Tests.Support;

/// <summary>
/// A folder of one test, gone afterwards. Other accounts may pass through it, since servers run under theirs when we are root.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const UnixFileMode Passable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    public TemporaryFolder() => System.IO.Directory.CreateDirectory(Path, Passable);

    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(), "focus-apphost-" + Guid.NewGuid().ToString("N")[..12]);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
