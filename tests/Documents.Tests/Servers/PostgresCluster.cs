using System.Diagnostics;

namespace FocusSuite.Documents.Tests.Servers;

/// <summary>A private PostgreSQL cluster under the temp folder; it listens on a Unix socket only, so it needs no free port.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    public const int Port = 5432;

    private readonly string _binaries;

    private PostgresCluster(string folder, string binaries)
    {
        Folder = folder;
        _binaries = binaries;
    }

    /// <summary>The folder of the data and of the socket.</summary>
    public string Folder { get; }

    private string Data => Path.Combine(Folder, "data");

    public static async Task<PostgresCluster> StartAsync()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path), null))
            .First();
        var folder = Directory.CreateTempSubdirectory("focus-documents-").FullName;
        var cluster = new PostgresCluster(folder, Path.Combine(binaries, "bin"));
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        await cluster.RunServerToolAsync(
            "initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions", "--no-sync");
        // Nothing here outlives the tests, so nothing waits for the disk.
        var settings = $"-c listen_addresses= -c unix_socket_directories={folder} -c port={Port} -c fsync=off -c max_connections=200";
        await cluster.RunServerToolAsync("pg_ctl", "-D", cluster.Data, "-w", "-l", Path.Combine(folder, "log"), "-o", settings, "start");
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await RunServerToolAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task RunServerToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_binaries, tool);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // No redirection: the server would inherit the pipe and hold it open.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", file, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(bound.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
