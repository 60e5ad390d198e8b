using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Testing;

/// <summary>
/// The folder .focus/test-PID of one test run. Everything that the tests start has its folder below it (it is their TMPDIR), so that
/// what a killed test program leaves running can be found and ended.
/// </summary>
internal sealed class TestRunFolder : IAsyncDisposable
{
    private const string Prefix = "test-";

    private readonly TemporaryRunFolder _folder;

    private TestRunFolder(TemporaryRunFolder folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Temporary, (UnixFileMode)0b111_001_001);
        Directory.CreateDirectory(Protos);
    }

    public string Path => _folder.Path;

    public string Temporary => System.IO.Path.Combine(Path, "tmp");

    public string Protos => System.IO.Path.Combine(Path, "protos");

    public static async Task<TestRunFolder> MakeAsync(FocusFolder folder, CancellationToken ct)
    {
        var parent = DataLocation.For(folder.Path);
        Directory.CreateDirectory(parent, (UnixFileMode)0b111_001_001);
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*").Where(path => !IsInUse(path)).ToArray())
            await RemoveAsync(left, ct).ConfigureAwait(false);
        var own = System.IO.Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}"));
        var made = new TestRunFolder(new TemporaryRunFolder(own));
        new PidFolder(System.IO.Path.Combine(own, "owner")).Remember("owner", ProcessIdentity.Own());
        return made;
    }

    /// <summary>Ends whatever a test program left running.</summary>
    public Task<IReadOnlyList<string>> EndLeftoversAsync(CancellationToken ct) => Leftovers.EndBelowAsync(Temporary, ct);

    public async ValueTask DisposeAsync()
    {
        await EndLeftoversAsync(CancellationToken.None).ConfigureAwait(false);
        _folder.Dispose();
    }

    private static bool IsInUse(string path) => PidFolder.Load(System.IO.Path.Combine(path, "owner"), "owner") is { IsAlive: true };

    private static async Task RemoveAsync(string path, CancellationToken ct)
    {
        await Leftovers.EndBelowAsync(path, ct).ConfigureAwait(false);
        Directory.Delete(path, recursive: true);
    }
}
