using System.CommandLine;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Testing;

namespace FocusSuite.AppHost.Commands;

/// <summary>./focus test: everything that CI runs; the last line says how it ended.</summary>
internal static class TestCommand
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    public static Command Describe()
    {
        var project = Options.Text("--project", "Only test projects with this in their name, e.g. Sessions", "NAME");
        var filter = Options.Text("--filter", "Only tests with this in their full name; * stands for anything, /… is an xunit query", "TEXT");
        var command = new Command("test", "Run every test, as CI does") { project, filter };
        command.SetAction((result, _) => RunAsync(FocusFolder.Find(), result.GetValue(project), result.GetValue(filter)));
        return command;
    }

    private static async Task<int> RunAsync(FocusFolder folder, string? project, string? filter)
    {
        using var signals = new StopSignals(again: () => { });
        Directory.CreateDirectory(folder.In("results"));
        try
        {
            var counts = await new TestRun(folder, BuildOutput.OfThisProgram(), Console.Out).RunAsync(project, filter, signals.Stop).ConfigureAwait(false);
            if (counts.Run == 0)
                await Console.Out.WriteLineAsync("No test ran.").ConfigureAwait(false);
            await Console.Out.WriteLineAsync(counts.ToString()).ConfigureAwait(false);
            return counts is { Failed: 0, Run: > 0 } ? 0 : Failed;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return Interrupted;
        }
    }
}
