using System.Diagnostics;
using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Testing;

/// <summary>One built test project: an xunit.v3 program of its own.</summary>
internal sealed record TestProject(string Name, string Assembly)
{
    // Microsoft.Testing.Platform's "no test was run", which a filter may well cause.
    private const int NoTestRan = 8;

    // What CI runs takes minutes; sizes from the environment can make a project run for hours, which FOCUS_TEST_LIMIT (hh:mm:ss) then has to allow.
    private static readonly TimeSpan Longest =
        TimeSpan.TryParse(Environment.GetEnvironmentVariable("FOCUS_TEST_LIMIT"), CultureInfo.InvariantCulture, out var limit) ? limit : TimeSpan.FromMinutes(30);

    public static IReadOnlyList<TestProject> FindAll(string root, BuildOutput output) =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
           let name = Path.GetFileNameWithoutExtension(file)
           orderby name
           select new TestProject(name, output.AssemblyOf(name)),
    ];

    /// <summary>Runs it, its output going where ours goes.</summary>
    public async Task<TestCounts> RunAsync(string? filter, string resultFolder, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var results = Path.Combine(resultFolder, Name + ".trx");
        File.Delete(results);
        string[] arguments = await SpeaksTestingPlatformAsync(ct).ConfigureAwait(false)
            ? ["--results-directory", resultFolder, "--report-xunit-trx", "--report-xunit-trx-filename", Name + ".trx", .. PlatformFilter(filter)]
            : ["-result-trx", results, "-noLogo", "-noColor", .. NativeFilter(filter)];
        var exitCode = await RunAsync(arguments, environment, ct).ConfigureAwait(false);
        var counts = TestCounts.Read(results);
        if (exitCode == NoTestRan && counts is null or { Run: 0 })
            return counts ?? TestCounts.None;
        // A run that broke off, or that failed outside of any test (a fixture, a leak check), is a failure that the file does not show.
        return counts is null ? TestCounts.None with { Failed = 1 } : exitCode != 0 && counts.Failed == 0 ? counts with { Failed = 1 } : counts;
    }

    private static string[] NativeFilter(string? filter) => filter is null ? [] : filter.StartsWith('/') ? ["-filter", filter] : ["-method", Wild(filter)];

    private static string[] PlatformFilter(string? filter) => filter is null ? [] : filter.StartsWith('/') ? ["--filter-query", filter] : ["--filter-method", Wild(filter)];

    private static string Wild(string filter) => filter.Contains('*', StringComparison.Ordinal) ? filter : $"*{filter}*";

    /// <summary>xunit.v3 programs have one of two command lines, as their project says; the help text tells which.</summary>
    private async Task<bool> SpeaksTestingPlatformAsync(CancellationToken ct)
    {
        var start = Command(["--help"], new Dictionary<string, string>());
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
        await process.WaitForExitAsync(ct).ConfigureAwait(false);
        return text.Contains("--report-xunit-trx", StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        using var process = Process.Start(Command(arguments, environment)) ?? throw new SetupException($"{Name} could not be started.");
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Longest);
        try
        {
            await process.WaitForExitAsync(bounded.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            await Console.Out.WriteLineAsync($"{Name} did not end within {Longest.TotalMinutes:0} minutes and was killed.").ConfigureAwait(false);
        }

        return process.ExitCode;
    }

    private ProcessStartInfo Command(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments]) { WorkingDirectory = Path.GetDirectoryName(Assembly) };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return start;
    }
}
