using System.Diagnostics;

namespace GrpcTranscoding.Tests.Support;

/// <summary>Programs that a test runs, each in bounded time.</summary>
internal static class Tool
{
    /// <summary>The checkout, whose <c>.focus</c> folder keeps what is installed once.</summary>
    public static string Checkout { get; } = FindCheckout();

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, TimeSpan limit, string program, params string[] arguments)
    {
        using var process = Start(folder, program, arguments);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(limit);
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {limit}.");
        }
    }

    public static Process Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test program was told about its own start is nothing for others. The build must leave no server behind.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        return Process.Start(start)!;
    }

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(Environment.GetEnvironmentVariable("FOCUS_ROOT") ?? AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FocusSuite.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not below a checkout; set FOCUS_ROOT.");
    }
}
