using System.ComponentModel;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Clients;

/// <summary>
/// A folder with a <c>package.json</c> and its lock file, copied beside the tests. Installed there at the first run, and again when the
/// lock file has changed; only a machine without npm skips.
/// </summary>
public sealed class NpmFolder
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private readonly string _folder;

    private NpmFolder(string folder) => _folder = folder;

    public static async Task<NpmFolder> InstallAsync(params string[] folder)
    {
        var npm = new NpmFolder(Path.Combine([AppContext.BaseDirectory, .. folder]));
        var (wanted, stamp) = (
            await File.ReadAllTextAsync(npm.In("package-lock.json")), npm.In(Path.Combine("node_modules", ".installed")));
        await OneAtATime.WaitAsync();
        try
        {
            if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
            {
                var (exitCode, output) = await npm.RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
                exitCode.ShouldBe(0, output);
                await File.WriteAllTextAsync(stamp, wanted);
            }
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no npm on the PATH (Debian: apt-get install npm).");
        }
        finally
        {
            OneAtATime.Release();
        }

        return npm;
    }

    public string In(string path) => Path.Combine(_folder, path);

    /// <summary>Runs a program in the folder, one of its packages' where there is one of that name.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var own = In(Path.Combine("node_modules", ".bin", program));
        return Shell.RunAsync(_folder, File.Exists(own) ? own : program, arguments);
    }
}
