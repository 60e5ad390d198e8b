using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Warming;

/// <summary>
/// Takes every <see cref="IWarmUp"/> once at the start, and is itself the check by which the replica is not ready before. What stays away does not keep it
/// from being ready for ever: after <see cref="Bound"/> it takes calls all the same, and answers those that it can.
/// </summary>
internal sealed class WarmUpRun(IEnumerable<IWarmUp> steps, TimeProvider time, ILogger<WarmUpRun> logger) : BackgroundService, IHealthCheck
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private volatile bool _isOver;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isOver ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The service is still getting ready."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stoppingToken);
        await Task.WhenAll(steps.Select(step => TakeAsync(step, end.Token)));
        _isOver = true;
    }

    private async Task TakeAsync(IWarmUp step, CancellationToken end)
    {
        Exception? fault = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                // Some clients do not end with their token.
                await step.WarmUpAsync(end).WaitAsync(end);
                return;
            }
            catch (Exception exception)
            {
                fault = exception is OperationCanceledException ? fault ?? exception : exception;
            }

            await Task.Delay(Pause, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Log.StartedCold(logger, fault, step.Name);
    }
}
