using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace FocusSuite.Messaging.Tests;

internal static class MetricCollectors
{
    /// <summary>
    /// Until the measurements are as awaited. What they are made beside is seen a moment earlier, and other tests' may come in between.
    /// </summary>
    public static async Task<IReadOnlyList<CollectedMeasurement<T>>> WhenAsync<T>(
        this MetricCollector<T> collector, Func<IReadOnlyList<CollectedMeasurement<T>>, bool> isSo, TimeSpan bound)
        where T : struct
    {
        using var end = new CancellationTokenSource(bound);
        while (true)
        {
            var all = collector.GetMeasurementSnapshot();
            if (isSo(all))
            {
                return all;
            }

            await collector.WaitForMeasurementsAsync(all.Count + 1, end.Token);
        }
    }
}
