using System.Diagnostics;

namespace FocusSuite.EndToEnd.Tests.Clients;

/// <summary>Runs programs that other users wrote, for a bounded time.</summary>
internal static class Shell
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(3);

    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Tools that would call home or colour their words.
        foreach (var name in new[] { "CI", "NO_COLOR", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "NO_UPDATE_NOTIFIER" })
        {
            start.Environment[name] = "true";
        }

        start.Environment["REDOCLY_TELEMETRY"] = "off";
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(WaitTimeout);
        try
        {
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
