using System.Diagnostics;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>Prometheus' own programs, where the machine has them (./focus test installs them).</summary>
internal static class PrometheusTools
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>The path of a program; the test is skipped where it is not there.</summary>
    public static string Require(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{program} is not on the PATH: install Debian's package prometheus.");
        return path!;
    }

    /// <summary>Runs promtool; it must be content.</summary>
    public static async Task CheckAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Require("promtool"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            process.ExitCode.ShouldBe(0, $"{await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
