using System.Diagnostics;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// One process of the system with what belongs to it: it can be stopped, killed, frozen and started again at the same address with
/// the same data. It never restarts by itself.
/// </summary>
public abstract class SystemPart : IAsyncDisposable
{
    // A probe costs the part a little work, and a start is a busy time.
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(150);

    // An exception at start is followed by its stack, and what counts stands above that.
    private const int LinesOfAFailure = 60;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TimeSpan _startTimeout;
    private readonly LogFile _log;
    private readonly PidFolder _pids;
    private ManagedProcess? _process;
    private volatile PartState _state;

    private protected SystemPart(string name, string logFile, PidFolder pids, TimeSpan startTimeout)
    {
        Name = name;
        _pids = pids;
        _startTimeout = startTimeout;
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        _log = new LogFile(logFile);
    }

    /// <summary>Raised when it ends by itself, with the exit code.</summary>
    public event Action<SystemPart, int>? Ended;

    /// <summary>Its name in the system.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public PartState State => _state;

    /// <summary>The id of its process while it runs.</summary>
    public int? ProcessId => _state is PartState.Starting or PartState.Running ? _process?.Id : null;

    /// <summary>Where everything that it writes goes.</summary>
    public string LogFile => _log.Path;

    internal PidFolder Pids => _pids;

    internal LogFile Log => _log;

    /// <summary>Starts it again after it was stopped, killed or has failed; returns when it is healthy.</summary>
    /// <param name="ct">Ends the waiting.</param>
    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_state is not (PartState.Starting or PartState.Running))
                await LaunchAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        await WaitUntilHealthyAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Asks it to end, waits for a bounded time, then kills it.</summary>
    /// <param name="ct">Ends the waiting for its turn, not the stopping.</param>
    public Task StopAsync(CancellationToken ct = default) => EndAsync(process => process.StopAsync(), ct);

    /// <summary>Kills it and all its descendants; returns when they are gone.</summary>
    /// <param name="ct">Ends the waiting for its turn, not the killing.</param>
    public Task KillAsync(CancellationToken ct = default) => EndAsync(process => process.KillAsync(), ct);

    /// <summary>Stops it and starts it again.</summary>
    /// <param name="ct">Ends the waiting.</param>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await StopAsync(ct).ConfigureAwait(false);
        await StartAgainAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Stops the clock of its processes (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Freeze() => _process?.Freeze();

    /// <summary>Lets its processes go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => _process?.Thaw();

    /// <summary>Returns when it has said that it is healthy.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="PartFailedException">It ended, or was not healthy in time.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken ct = default)
    {
        var watch = Stopwatch.StartNew();
        while (_state is PartState.Starting or PartState.Running)
        {
            var problem = await ProblemAsync(ct).ConfigureAwait(false);
            if (problem is null)
            {
                if (_state == PartState.Starting)
                    _state = PartState.Running;
                return;
            }

            if (watch.Elapsed > _startTimeout)
                throw Failure($"was not healthy within {_startTimeout.TotalSeconds:0} s ({problem})");
            await Task.Delay(ProbeInterval, ct).ConfigureAwait(false);
        }

        throw Failure(_process is { Exited.IsCompletedSuccessfully: true } ended ? $"ended with exit code {ended.Exited.Result}" : "does not run");
    }

    /// <summary>The end of what it wrote.</summary>
    /// <param name="count">How many lines at most.</param>
    public IReadOnlyList<string> LastLogLines(int count = 40) => _log.LastLines(count);

    /// <summary>Stops it.</summary>
    /// <returns>When it is gone.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Completes when the process that runs now has ended, for whatever reason.</summary>
    internal Task Exited => _process?.Exited ?? Task.CompletedTask;

    /// <summary>Starts the process without waiting for its health.</summary>
    internal async Task LaunchAsync(CancellationToken ct)
    {
        // Before the state changes: whoever still watches the process before must not take the new start for its end.
        _process?.Dispose();
        _process = null;
        await PrepareAsync(ct).ConfigureAwait(false);
        _state = PartState.Starting;
        var process = ManagedProcess.Start(Describe(), _log, _pids);
        _process = process;
        _ = WatchAsync(process);
    }

    /// <summary>Asks it now what keeps it from being healthy; null when nothing does.</summary>
    internal Task<string?> CheckHealthAsync(CancellationToken ct) => ProblemAsync(ct);

    internal void KillNow() => _ = _process?.KillAsync();

    internal PartFailedException Failure(string reason) => new(Name, reason, LastLogLines(LinesOfAFailure), LogFile);

    private protected abstract ProcessSpec Describe();

    /// <summary>What keeps it from being healthy; null when it is.</summary>
    private protected abstract Task<string?> ProblemAsync(CancellationToken ct);

    private protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    private protected virtual Task CleanUpAsync() => Task.CompletedTask;

    private async Task WatchAsync(ManagedProcess process)
    {
        var exitCode = await process.Exited.ConfigureAwait(false);
        // In this order: a start forgets the process before it changes the state, so whoever sees the new state sees that, too. The other way round, a part
        // that was killed and started again at once could be taken for one that failed.
        if (_state == PartState.Stopped || process != _process)
            return;
        _state = PartState.Failed;
        Ended?.Invoke(this, exitCode);
    }

    private async Task EndAsync(Func<ManagedProcess, Task> end, CancellationToken ct)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            _state = PartState.Stopped;
            if (_process is not null)
                await end(_process).ConfigureAwait(false);
            await CleanUpAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
