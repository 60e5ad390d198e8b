using System.Diagnostics;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Testing;

/// <summary>
/// Buf's STANDARD rules over the protos. Buf comes from npm in a pinned version and needs no network afterwards; google/api comes from the
/// package that the protos are compiled with, so that it is not kept twice.
/// </summary>
internal sealed class ProtoLint(string root, string toolFolder, TextWriter output)
{
    private const string Version = "1.75.0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private string Buf => Path.Combine(toolFolder, "node_modules", ".bin", "buf");

    public async Task<TestCounts> RunAsync(string workFolder, CancellationToken ct)
    {
        await output.WriteLineAsync($"== protos: buf {Version}, STANDARD").ConfigureAwait(false);
        if (!await InstallAsync(ct).ConfigureAwait(false))
            return TestCounts.None with { Skipped = 1 };
        Copy(Path.Combine(root, "protos"), workFolder, "*.proto");
        File.Copy(Path.Combine(root, "protos", "buf.yaml"), Path.Combine(workFolder, "buf.yaml"));
        var google = Path.Combine("google", "api");
        Copy(Path.Combine(GoogleProtos(), google), Path.Combine(workFolder, "third_party", google), "*.proto");
        var clean = await RunAsync(Buf, ["lint"], workFolder, ct).ConfigureAwait(false) == 0;
        await output.WriteLineAsync(clean ? "protos: clean" : "protos: the lines above say what breaks a rule").ConfigureAwait(false);
        return clean ? TestCounts.None with { Passed = 1 } : TestCounts.None with { Failed = 1 };
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
        var package = Path.Combine(packages, "google.api.commonprotos");
        var version = Directory.Exists(package) ? Directory.EnumerateDirectories(package).Order(StringComparer.Ordinal).LastOrDefault() : null;
        return version is null
            ? throw new SetupException($"The package Google.Api.CommonProtos is not in {packages}. Restore it with: dotnet restore FocusSuite.sln")
            : Path.Combine(version, "content", "protos");
    }

    private async Task<bool> InstallAsync(CancellationToken ct)
    {
        if (File.Exists(Buf))
            return true;
        Directory.CreateDirectory(toolFolder);
        try
        {
            var exitCode = await RunAsync(
                "npm",
                ["install", "--prefix", toolFolder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", "@bufbuild/buf@" + Version],
                toolFolder,
                ct).ConfigureAwait(false);
            if (exitCode == 0)
                return true;
            await output.WriteLineAsync("protos: skipped, npm could not install buf").ConfigureAwait(false);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            await output.WriteLineAsync("protos: skipped, there is no npm on the PATH (Debian: apt-get install npm)").ConfigureAwait(false);
        }

        return false;
    }

    private async Task<int> RunAsync(string program, string[] arguments, string workFolder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = workFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Patience);
        try
        {
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(bounded.Token), process.StandardError.ReadToEndAsync(bounded.Token)).ConfigureAwait(false);
            await output.WriteAsync(string.Concat(texts)).ConfigureAwait(false);
            await process.WaitForExitAsync(bounded.Token).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await output.WriteLineAsync($"{program} did not end in time").ConfigureAwait(false);
            return -1;
        }
    }
}
