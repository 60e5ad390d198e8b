using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FocusSuite.AppHost.Suite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FocusSuite.TestSystem;

/// <summary>
/// One process of the system: it can be stopped, killed, frozen and started again at the same address with the same data. It never restarts
/// by itself.
/// </summary>
public sealed class SystemPart
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(150);
    private static readonly string[] Ends = [KnownResourceStates.Exited, KnownResourceStates.Finished, KnownResourceStates.FailedToStart];

    private readonly IResource _resource;
    private readonly IServiceProvider _services;
    private readonly List<string> _checks;
    private volatile CustomResourceSnapshot? _snapshot;
    private volatile bool _isExpectedToEnd;

    internal SystemPart(IResource resource, IServiceProvider services, string logFolder)
    {
        (_resource, _services) = (resource, services);
        LogFile = Path.Combine(logFolder, resource.Name + ".log");
        _checks = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key)];
    }

    /// <summary>Raised when it ends by itself, with the exit code.</summary>
    public event Action<SystemPart, int>? Ended;

    /// <summary>Its name in the system.</summary>
    public string Name => _resource.Name;

    /// <summary>The id of its process while it runs.</summary>
    public int? ProcessId => IsRunning && _snapshot is { } snapshot ? PartExtensions.ProcessIdOf(snapshot) : null;

    /// <summary>Where everything that it writes goes.</summary>
    public string LogFile { get; }

    private bool IsRunning => _snapshot?.State?.Text == KnownResourceStates.Running;

    private bool HasEnded => Ends.Contains(_snapshot?.State?.Text);

    /// <summary>Starts it again after it was stopped, killed or has failed; returns when it is healthy.</summary>
    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        if (!IsRunning)
        {
            // Its end may not have been told yet.
            await UntilAsync(() => HasEnded, ct);
            var before = _snapshot;
            await CommandAsync(KnownResourceCommands.StartCommand, ct);
            await UntilAsync(() => IsRunning && _snapshot != before && ProcessId is not null, ct);
        }

        await WaitUntilHealthyAsync(ct);
    }

    /// <summary>Asks it to end, waits for a bounded time, then kills it.</summary>
    public async Task StopAsync(CancellationToken ct = default)
    {
        _isExpectedToEnd = true;
        if (!HasEnded)
        {
            Thaw();
            await CommandAsync(KnownResourceCommands.StopCommand, ct);
            await UntilAsync(() => HasEnded, ct);
        }
    }

    /// <summary>Kills it and all its descendants; returns when they are gone.</summary>
    public async Task KillAsync(CancellationToken ct = default)
    {
        _isExpectedToEnd = true;
        if (ProcessId is { } id)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
            }
            catch (ArgumentException)
            {
                // It ended in this very moment.
            }
        }

        await UntilAsync(() => HasEnded, ct);
    }

    /// <summary>Stops it and starts it again.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await StopAsync(ct);
        await StartAgainAsync(ct);
    }

    /// <summary>Stops the clock of its processes (SIGSTOP): connections stay open and nothing answers.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets its processes go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Returns when it is healthy.</summary>
    /// <exception cref="PartFailedException">It ended, or was not healthy in time.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken ct = default)
    {
        var health = _services.GetRequiredService<HealthCheckService>();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (HasEnded)
            {
                throw Failure($"ended with exit code {_snapshot?.ExitCode}");
            }

            // A check asks until all is well; a process that has ended will never be.
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var check = health.CheckHealthAsync(one => _checks.Contains(one.Name), asking.Token);
            while (!check.IsCompleted && !HasEnded)
            {
                await Task.WhenAny(check, Task.Delay(ProbeInterval, ct));
            }

            if (!check.IsCompleted)
            {
                await asking.CancelAsync();
                await check.ContinueWith(
                    _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                continue;
            }

            var report = await check;
            if (IsRunning && report.Status == HealthStatus.Healthy)
            {
                return;
            }

            if (watch.Elapsed > Bound)
            {
                throw Failure(
                    $"was not healthy within {Bound}: {string.Join(", ", report.Entries.Select(entry => entry.Value.Description))}");
            }

            await Task.Delay(ProbeInterval, ct);
        }
    }

    /// <summary>The end of what it wrote.</summary>
    public IReadOnlyList<string> LastLogLines(int count = 40) => File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(count)] : [];

    /// <summary>
    /// Ends an application, and waits until the processes of its parts are gone: the orchestrator goes on for a moment when the application
    /// has ended.
    /// </summary>
    internal static async Task EndAsync(DistributedApplication application, IReadOnlyList<SystemPart> parts)
    {
        var processes = parts.Select(part => part.ProcessId).OfType<int>().ToList();
        await application.StopAsync();
        await application.DisposeAsync();
        using var bound = new CancellationTokenSource(Bound);
        while (processes.Any(id => Directory.Exists($"/proc/{id}")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), bound.Token);
        }
    }

    /// <summary>Tells parts what becomes of them until it is canceled.</summary>
    internal static async Task WatchAsync(DistributedApplication application, IReadOnlyList<SystemPart> parts, CancellationToken end)
    {
        var byName = parts.ToDictionary(part => part.Name);
        try
        {
            await foreach (var change in application.ResourceNotifications.WatchAsync(end))
            {
                if (byName.TryGetValue(change.Resource.Name, out var part))
                {
                    part.Take(change.Snapshot);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The system has ended.
        }
    }

    private void Take(CustomResourceSnapshot snapshot)
    {
        var hadEnded = HasEnded;
        _snapshot = snapshot;
        if (IsRunning)
        {
            _isExpectedToEnd = false;
        }
        else if (HasEnded && !hadEnded && !_isExpectedToEnd)
        {
            Ended?.Invoke(this, snapshot.ExitCode ?? 0);
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Bound);
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), bound.Token);
        }
    }

    private PartFailedException Failure(string reason) => new($"{Name} {reason}. Its last lines:\n{string.Join('\n', LastLogLines(60))}");

    private async Task CommandAsync(string command, CancellationToken ct)
    {
        var result = await _services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(_resource, command, ct);
        if (!result.Success && !result.Canceled)
        {
            throw Failure($"refused {command}: {result.Message}");
        }
    }

    private void Signal(string signal)
    {
        if (ProcessId is { } root)
        {
            var ids = ProcessTree.Now().From(root).Select(id => id.ToString(CultureInfo.InvariantCulture));
            using var kill = Process.Start("kill", ["-" + signal, .. ids]);
            kill.WaitForExit();
        }
    }
}
