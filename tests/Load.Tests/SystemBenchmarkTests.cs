using System.Diagnostics;
using Shouldly;

// Each benchmark starts a system of its own, for which it mostly waits.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.All)]

namespace FocusSuite.Load.Tests;

/// <summary>The benchmarks of the whole system still run; how fast anything is, is not asked here.</summary>
public sealed class SystemBenchmarkTests
{
    // Built beside this program.
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../GrpcTranscoding.Benchmarks/release/GrpcTranscoding.Benchmarks.dll"));

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("system", "| list |", "rate / floor")]
    [InlineData("streams", "| all clocks run |", "| all clocks stand |")]
    [InlineData("growth", "| list |", "| sessions |")]
    public async Task Benchmark_SmallestSize_ShowsItsFigures(string benchmark, params string[] rows)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, benchmark, "--smoke"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);

            process.ExitCode.ShouldBe(0, await output + await errors);
            var text = await output;
            rows.ShouldAllBe(row => text.Contains(row, StringComparison.Ordinal));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
