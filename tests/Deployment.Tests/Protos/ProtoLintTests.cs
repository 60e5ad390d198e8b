using System.Diagnostics;
using FocusSuite.Deployment.Tests.Support;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Protos;

/// <summary>
/// Buf's STANDARD rules over the protos. Buf comes from npm in a pinned version and needs no network afterwards; google/api comes from the package that the
/// protos are compiled with, so that it is not kept twice.
/// </summary>
public sealed class ProtoLintTests
{
    private const string Version = "1.75.0";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Tools = Repository.PathOf(".focus/tools/buf");
    private static readonly string Buf = Path.Combine(Tools, "node_modules", ".bin", "buf");

    [Fact]
    public async Task Lint_OfAllProtos_IsClean()
    {
        await InstallAsync();
        var folder = Directory.CreateTempSubdirectory("protos-").FullName;
        try
        {
            Copy(Repository.PathOf("protos"), folder, "*.proto");
            File.Copy(Repository.PathOf("protos/buf.yaml"), Path.Combine(folder, "buf.yaml"));
            var google = Path.Combine("google", "api");
            Copy(Path.Combine(GoogleProtos(), google), Path.Combine(folder, "third_party", google), "*.proto");

            var (exitCode, output) = await RunAsync(Buf, folder, "lint");

            exitCode.ShouldBe(0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task InstallAsync()
    {
        if (File.Exists(Buf))
        {
            return;
        }

        Directory.CreateDirectory(Tools);
        try
        {
            var (exitCode, output) = await RunAsync(
                "npm", Tools, "install", "--prefix", Tools, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "@bufbuild/buf@" + Version);
            Assert.SkipWhen(exitCode != 0, $"npm could not install buf: {output}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no npm on the PATH (Debian: apt-get install npm).");
        }
    }

    private static void Copy(string from, string to, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(from, pattern, SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string GoogleProtos()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var newest = Directory.EnumerateDirectories(Path.Combine(packages, "google.api.commonprotos")).Order(StringComparer.Ordinal).Last();
        return Path.Combine(newest, "content", "protos");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Patience);
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, string.Concat(texts));
    }
}
