using System.CommandLine;
using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;
using Spectre.Console;

namespace FocusSuite.AppHost.Commands;

/// <summary>./focus status: what runs here, and whether each part is healthy at this moment.</summary>
internal static class StatusCommand
{
    private const int Unhealthy = 1;

    // What service managers answer for "is not running".
    private const int NotRunning = 3;

    public static Command Describe()
    {
        var command = new Command("status", "Show what runs here and whether it is healthy");
        command.SetAction((_, ct) => RunAsync(FocusFolder.Find(), ct));
        return command;
    }

    private static async Task<int> RunAsync(FocusFolder folder, CancellationToken ct)
    {
        if (RunningSystem.Find(folder) is not { } state)
        {
            await Console.Out.WriteLineAsync("Not running. Start it with: ./focus up").ConfigureAwait(false);
            return NotRunning;
        }

        var since = TimeProvider.System.GetUtcNow() - state.StartedAt;
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(state.IsReady ? $"Running at {state.GatewayUrl} (gRPC {state.GatewayGrpcUrl})" : "Starting")}, process {state.Process.Id}, for {since:d\\.hh\\:mm\\:ss}"))
            .ConfigureAwait(false);
        if (!state.IsReady)
            return Unhealthy;
        var problems = await Task.WhenAll(state.Parts.Select(part => ProblemAsync(part, ct))).ConfigureAwait(false);
        Print(state, problems);
        if (ClockSetting.Load(folder.ClockFile) is { Scale: not 1 } clock)
            await Console.Out.WriteLineAsync($"Suite time {clock.At(TimeProvider.System.GetUtcNow()):u}, {clock.ScaleText} times the usual speed").ConfigureAwait(false);
        await Console.Out.WriteLineAsync($"Documents in {state.DocumentsIn}").ConfigureAwait(false);
        return problems.All(problem => problem is null) ? 0 : Unhealthy;
    }

    private static void Print(RunState state, string?[] problems)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Part", "State", "Process", "Address");
        foreach (var (part, problem) in state.Parts.Zip(problems))
        {
            table.AddRow(
                new Text(part.Name),
                new Text(problem ?? "healthy", new Style(problem is null ? Color.Green : Color.Red)),
                new Text(part.ProcessId?.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Text(part.Address ?? ""));
        }

        AnsiConsole.Write(table);
    }

    private static async Task<string?> ProblemAsync(RunState.Part part, CancellationToken ct)
    {
        if (part.ProcessId is { } id && ProcessIdentity.Of(id) is null)
            return "its process is gone";
        if (part.Readiness == Readiness.Protocol || part.Address is null)
            return null;
        using var probe = new HealthProbe(part.Readiness, new Uri(part.Address));
        return await probe.ProblemAsync(ct).ConfigureAwait(false);
    }
}
