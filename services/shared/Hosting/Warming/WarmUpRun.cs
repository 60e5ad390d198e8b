using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Hosting.Warming;

/// <summary>
/// Takes every <see cref="IWarmUp"/> once at the start, and is itself the check by which the replica is not ready before. A step that is
/// not required does not keep it from being ready for ever: after the timeout it is given up. A required one is tried until it has
/// succeeded once, so that a roll-out with a wrong password takes no good replica away. What goes away later is for the calls to tell: it
/// would be away for the other replicas, too.
/// </summary>
/// <param name="steps">What is done.</param>
/// <param name="timeout">How long a round of tries lasts, and so at most one try.</param>
/// <param name="time">The real time.</param>
/// <param name="logger">Says what stays away.</param>
internal sealed class WarmUpRun(
    IEnumerable<IWarmUp> steps, TimeSpan timeout, TimeProvider time, ILogger<WarmUpRun> logger) : BackgroundService, IHealthCheck
{
    /// <summary>Between two tries of the first round.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two tries of the rounds after it: whoever is away for so long does not come back sooner by being asked.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<IWarmUp, string> _missing = new(steps.Select(step => KeyValuePair.Create(step, step.Name)));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_missing.IsEmpty
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Not there yet: {string.Join(", ", _missing.Values.Order(StringComparer.Ordinal))}."));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_missing.Keys.Select(step => TakeAsync(step, stoppingToken)));

    private async Task TakeAsync(IWarmUp step, CancellationToken stoppingToken)
    {
        var pause = Pause;
        while (await TryAsync(step, pause, stoppingToken) is { } fault)
        {
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (!step.IsRequired)
            {
                Log.StartedCold(logger, fault, step.Name);
                break;
            }

            Log.NotReady(logger, fault, step.Name);
            pause = LongPause;
        }

        _missing.TryRemove(step, out _);
    }

    /// <summary>One round of tries: what the last one came to, or <see langword="null"/> if it succeeded.</summary>
    private async Task<Exception?> TryAsync(IWarmUp step, TimeSpan pause, CancellationToken stoppingToken)
    {
        using var bound = new CancellationTokenSource(timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stoppingToken);
        Exception? fault = null;
        do
        {
            try
            {
                // Some clients do not end with their token.
                await step.WarmUpAsync(end.Token).WaitAsync(end.Token);
                return null;
            }
            catch (Exception exception)
            {
                fault = exception is OperationCanceledException ? fault ?? exception : exception;
            }

            await Task.Delay(pause, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!end.IsCancellationRequested);

        return fault;
    }
}
