using System.Diagnostics;
using FocusSuite.TestSupport;
using Xunit;

namespace FocusSuite.Web.Tests.Support;

/// <summary>The scripts of <c>web/package.json</c>.</summary>
internal static class Npm
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Skips the test where the machine has no npm.</summary>
    public static void Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        Assert.SkipUnless(
            folders.Any(folder => File.Exists(Path.Combine(folder, "npm"))), "There is no npm on the PATH (Debian: apt-get install npm).");
    }

    /// <summary>Runs one of the scripts to its end.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("npm", ["run", script])
        {
            WorkingDirectory = Repository.PathOf("web"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Tools that would watch for changes, call home or colour their words.
        foreach (var name in new[] { "CI", "NO_COLOR", "NO_UPDATE_NOTIFIER" })
        {
            start.Environment[name] = "true";
        }

        using var process = Process.Start(start)!;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(RunTimeout);
        try
        {
            process.StandardInput.Close();
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, string.Concat(texts));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
