using System.Diagnostics;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Commands;

/// <summary>
/// ./focus up --detach: the same program in a session of its own, its output in a file. This one shows that file until the system is ready.
/// </summary>
internal sealed class DetachedStart(FocusFolder folder)
{
    private const string Marker = "FOCUS_DETACHED";
    private const string OutputFile = "FOCUS_OUTPUT";

    public static bool IsTheChild => Environment.GetEnvironmentVariable(Marker) == "1";

    public async Task<int> RunAsync()
    {
        File.Delete(folder.OwnLog);
        using var signals = new StopSignals(again: () => { });
        using var child = Start();
        using var tail = new LogTail(folder.OwnLog);
        while (true)
        {
            var ended = child.HasExited;
            var ready = RunState.Load(folder.RunFile) is { IsReady: true } state && state.Process.Id == child.Id;
            tail.CopyTo(Console.Out);
            if (ready)
                return 0;
            if (ended)
                return child.ExitCode;
            if (signals.Stop.IsCancellationRequested)
                Posix.Signal(child.Id, Posix.SigTerm);
            await Task.Delay(Waiting.Poll.Interval, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Process Start()
    {
        // The shell only points the streams at the file, which .NET cannot do; each step replaces the one before it, so the id stays.
        string[] own = [.. Environment.GetCommandLineArgs()];
        var start = new ProcessStartInfo("setsid", ["--", "sh", "-c", $"exec \"$@\" >>\"${OutputFile}\" 2>&1 </dev/null", "sh", "dotnet", .. own]);
        start.Environment[Marker] = "1";
        start.Environment[OutputFile] = folder.OwnLog;
        return Process.Start(start) ?? throw new SetupException("The program could not be started again in the background.");
    }
}
