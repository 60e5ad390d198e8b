using System.Diagnostics;
using FocusSuite.TestSupport.Hosting;

namespace FocusSuite.TestSupport.Databases;

/// <summary>A PostgreSQL server for this process alone, in a folder that goes with it. For a test that is run by hand, without <c>./focus test</c>.</summary>
internal static class PrivatePostgres
{
    public static async Task<string> StartAsync()
    {
        var binaries = Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";
        var folder = Directory.CreateTempSubdirectory("focus-test-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        var port = FreePorts.Next();
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", ["postgres", folder]);
        }

        await RunAsPostgresAsync(Path.Combine(binaries, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-instructions", "--no-sync"]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(binaries, folder, data);
        var settings = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c max_connections=300";
        await RunAsPostgresAsync(Path.Combine(binaries, "pg_ctl"), ["-D", data, "-w", "-s", "-l", Path.Combine(folder, "log"), "-o", settings, "start"]);
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private static void Stop(string binaries, string folder, string data)
    {
        RunAsPostgresAsync(Path.Combine(binaries, "pg_ctl"), ["-D", data, "-s", "-m", "immediate", "stop"]).Wait(TimeSpan.FromSeconds(10));
        Directory.Delete(folder, recursive: true);
    }

    // The server refuses to run as root.
    private static Task RunAsPostgresAsync(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
        : RunAsync(program, arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} {arguments.LastOrDefault()} ended with {process.ExitCode}.");
        }
    }
}
