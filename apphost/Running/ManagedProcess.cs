using System.Diagnostics;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// A process that we started as the leader of its own session (setsid): a Ctrl-C in our terminal does not reach it, and it can be ended
/// with all its descendants. Both its streams go to a log file, line by line.
/// </summary>
internal sealed class ManagedProcess : IDisposable
{
    // Descendants may hold the streams open for a moment after the process itself has ended.
    private static readonly TimeSpan LastOutputWait = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly ProcessSpec _spec;
    private readonly ProcessIdentity? _identity;
    private readonly PidFolder _pids;

    private ManagedProcess(Process process, ProcessSpec spec, LogFile log, PidFolder pids)
    {
        _process = process;
        _spec = spec;
        _pids = pids;
        _identity = ProcessIdentity.Of(process.Id);
        if (_identity is not null)
            _pids.Remember(spec.Name, _identity);
        process.StandardInput.Close();
        var output = Task.WhenAll(CopyAsync(process.StandardOutput, log), CopyAsync(process.StandardError, log));
        Exited = AwaitExitAsync(output);
    }

    public int Id => _process.Id;

    /// <summary>Completes with the exit code once the process and its descendants are gone.</summary>
    public Task<int> Exited { get; }

    public static ManagedProcess Start(ProcessSpec spec, LogFile log, PidFolder pids)
    {
        string[] command = ["setsid", "--", .. spec.User?.Prefix ?? [], spec.FileName, .. spec.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        foreach (var (key, value) in spec.Environment)
        {
            if (value is null)
                start.Environment.Remove(key);
            else
                start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new SetupException($"{spec.Name} could not be started.");
        return new ManagedProcess(process, spec, log, pids);
    }

    /// <summary>Asks it to end, waits as long as it may take, then kills it with all its descendants.</summary>
    public async Task StopAsync()
    {
        Thaw();
        SignalLeader(_spec.StopSignal);
        await Task.WhenAny(Exited, Task.Delay(_spec.StopTimeout)).ConfigureAwait(false);
        await KillAsync().ConfigureAwait(false);
    }

    /// <summary>Kills it with all its descendants; returns when they are gone.</summary>
    public async Task KillAsync()
    {
        if (!Exited.IsCompleted)
            ProcessSession.Signal(Id, Posix.SigKill);
        await Exited.ConfigureAwait(false);
    }

    public void Freeze() => SignalAll(Posix.SigStop);

    public void Thaw() => SignalAll(Posix.SigCont);

    public void Dispose() => _process.Dispose();

    private static async Task CopyAsync(StreamReader from, LogFile log)
    {
        while (await from.ReadLineAsync().ConfigureAwait(false) is { } line)
            log.Write(line);
    }

    private async Task<int> AwaitExitAsync(Task output)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        if (_identity is not null)
            ProcessSession.EndOrphans(_identity);
        await Task.WhenAny(output, Task.Delay(LastOutputWait)).ConfigureAwait(false);
        _pids.Forget(_spec.Name);
        return _process.ExitCode;
    }

    private void SignalLeader(int signal)
    {
        if (!Exited.IsCompleted)
            Posix.Signal(Id, signal);
    }

    private void SignalAll(int signal)
    {
        if (!Exited.IsCompleted)
            ProcessSession.Signal(Id, signal);
    }
}
