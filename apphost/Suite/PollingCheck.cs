using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FocusSuite.AppHost.Suite;

/// <summary>
/// A health check that asks until all is well, within a bound. Aspire looks again after one, two, … five seconds where something is not
/// healthy yet, and what waits for it would wait as long.
/// </summary>
/// <param name="problem">Says what keeps it from being healthy; null when nothing does.</param>
internal sealed class PollingCheck(Func<CancellationToken, Task<string?>> problem) : IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await problem(cancellationToken) is not { } found)
            {
                return HealthCheckResult.Healthy();
            }

            if (watch.Elapsed > Timeout)
            {
                return HealthCheckResult.Unhealthy(found);
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }
}
