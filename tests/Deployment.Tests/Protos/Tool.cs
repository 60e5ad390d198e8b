using System.Diagnostics;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Protos;

/// <summary>Programs that a test runs, each in bounded time.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Limit);
        var texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
        await process.WaitForExitAsync(bound.Token);
        return (process.ExitCode, string.Concat(texts));
    }

    /// <summary>Runs a program to its good end.</summary>
    public static async Task RequireAsync(string program, string folder, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(program, folder, arguments);
        exitCode.ShouldBe(0, output);
    }
}
