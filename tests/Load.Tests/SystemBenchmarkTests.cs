using System.Diagnostics;
using Shouldly;

namespace FocusSuite.Load.Tests;

/// <summary>The benchmark of the whole system still runs; how fast anything is, is not asked here.</summary>
public sealed class SystemBenchmarkTests
{
    // Built beside this program.
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../GrpcTranscoding.Benchmarks/release/GrpcTranscoding.Benchmarks.dll"));

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task System_SmallestSize_MeasuresItAgainstItsFloor()
    {
        using var bound = new CancellationTokenSource(Bound);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "system", "--smoke"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);

            process.ExitCode.ShouldBe(0, await output + await errors);
            (await output).ShouldContain("| list |");
            (await output).ShouldContain("rate / floor");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
