using System.ComponentModel;
using FocusSuite.TestSupport;

namespace FocusSuite.Deployment.Tests.Protos;

/// <summary>Buf, which comes from npm in a pinned version, once for a checkout, and needs no network afterwards.</summary>
internal static class Buf
{
    private const string Version = "1.75.0";
    private static readonly string Folder = Repository.PathOf(".focus/tools/buf");
    private static readonly string Program = Path.Combine(Folder, "node_modules", ".bin", "buf");

    /// <summary>Runs it. The test is skipped where it cannot be had.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        await InstallAsync();
        return await Tool.RunAsync(Program, folder, arguments);
    }

    private static async Task InstallAsync()
    {
        if (File.Exists(Program))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        try
        {
            var (exitCode, output) = await Tool.RunAsync(
                "npm", Folder, "install", "--prefix", Folder, "--no-save", "--no-audit", "--no-fund",
                "--loglevel=error", "@bufbuild/buf@" + Version);
            Assert.SkipWhen(exitCode != 0, $"npm could not install buf: {output}");
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no npm on the PATH (Debian: apt-get install npm).");
        }
    }
}
