using System.Diagnostics;
using FocusSuite.TestSupport;
using Shouldly;

namespace FocusSuite.Client.Tests.Support;

/// <summary>The SDK's own program, as somebody types it in the checkout.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The checkout.</summary>
    public static string Checkout { get; } = Repository.Root;

    /// <summary>Where this test and all that it needs were built.</summary>
    public static string Artifacts { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    /// <summary>Where the restore of the suite has put the packages.</summary>
    public static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Runs it to its good end.</summary>
    public static async Task RunAsync(params string[] arguments)
    {
        using var process = Start(Checkout, new Dictionary<string, string>(), arguments);
        using var bound = new CancellationTokenSource(Limit);
        try
        {
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);
            process.ExitCode.ShouldBe(0, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }
    }

    /// <summary>Starts it, or a program by it.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test program was told about its own start is nothing for others. The build must leave no server behind.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var name in new[] { "MSBUILDDISABLENODEREUSE", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO" })
        {
            start.Environment[name] = "1";
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }
}
