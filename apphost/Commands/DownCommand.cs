using System.CommandLine;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Waiting;

namespace FocusSuite.AppHost.Commands;

/// <summary>./focus down: stops the system that runs here, in order; ends leftovers where a run was killed.</summary>
internal static class DownCommand
{
    // Every layer may take its own bounded time to end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Command Describe()
    {
        var command = new Command("down", "Stop the system that runs here");
        command.SetAction((_, ct) => RunAsync(FocusFolder.Find(), Console.Out, ct));
        return command;
    }

    public static async Task<int> RunAsync(FocusFolder folder, TextWriter output, CancellationToken ct)
    {
        var running = RunningSystem.Find(folder);
        if (running is not null)
        {
            await output.WriteLineAsync("Stopping the system.").ConfigureAwait(false);
            Posix.Signal(running.Process.Id, Posix.SigTerm);
            if (!await Poll.UntilAsync(() => !running.Process.IsAlive, Patience, ct).ConfigureAwait(false))
                Posix.Signal(running.Process.Id, Posix.SigKill);
        }

        using var held = RunLock.TryTake(folder.LockFile)
            ?? throw new SetupException("Another ./focus is just starting or stopping the system. Try again in a moment.");
        var left = await folder.EndLeftoversAsync(ct).ConfigureAwait(false);
        File.Delete(folder.RunFile);
        var ended = left.Count == 0 ? "" : $" Ended what a killed run left: {string.Join(", ", left)}.";
        await output.WriteLineAsync((running is null ? "Nothing was running." : "Stopped.") + ended).ConfigureAwait(false);
        return 0;
    }
}
