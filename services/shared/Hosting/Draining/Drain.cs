using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.Hosting.Draining;

/// <summary>Keeps a service that is told to stop at work for a while, and is itself the check by which it is not ready meanwhile.</summary>
internal sealed class Drain(TimeSpan lasts, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _isLeaving;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isLeaving ? HealthCheckResult.Unhealthy("The service is about to stop.") : HealthCheckResult.Healthy());

    // Before anything is stopped, the listener and the consumers included.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        if (lasts > TimeSpan.Zero)
        {
            await Task.Delay(lasts, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
