using System.ComponentModel;
using System.Security.Cryptography;

namespace GrpcTranscoding.Tests.Support;

/// <summary>
/// Programs from npm in the versions of a lock file, installed once a lock file below the checkout's <c>.focus</c>. Where npm is not there
/// or cannot install, the test is skipped and says why.
/// </summary>
internal sealed class NpmTools
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder;

    private NpmTools(string folder) => _folder = folder;

    public static async Task<NpmTools> InstallAsync(string source)
    {
        var wanted = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"));
        var version = Convert.ToHexStringLower(SHA256.HashData(wanted))[..12];
        var folder = Path.Combine(Tool.Checkout, ".focus", "tools", "openapi-checks", version);
        if (!Directory.Exists(folder))
        {
            // Put in place as a whole, so that a run that breaks off, or another run at the same time, leaves no half of it.
            var making = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
            try
            {
                CopyInto(making, source);
                string[] install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
                var (exitCode, output) = await Tool.RunAsync(making, InstallLimit, "npm", install);
                Assert.SkipWhen(exitCode != 0, $"npm could not install the linter and the generator: {output}");
                Directory.Move(making, folder);
            }
            catch (Win32Exception)
            {
                Assert.Skip("There is no npm on the PATH (Debian: apt-get install npm).");
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Another run was faster.
            }
            finally
            {
                if (Directory.Exists(making))
                {
                    Directory.Delete(making, recursive: true);
                }
            }
        }

        CopyInto(folder, source);
        return new NpmTools(folder);
    }

    /// <summary>Runs a program of the packages, or of the machine.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var own = Path.Combine(_folder, "node_modules", ".bin", program);
        return Tool.RunAsync(_folder, RunLimit, File.Exists(own) ? own : program, arguments);
    }

    private static void CopyInto(string folder, string source)
    {
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
    }
}
