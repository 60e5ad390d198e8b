using System.Diagnostics;
using FocusSuite.AppHost.Running;

namespace FocusSuite.Faults.Tests.Soak;

/// <summary>What the parts' processes hold in memory, looked at once a second.</summary>
public sealed class Memory(IReadOnlyList<SystemPart> parts)
{
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<(double Second, double Megabytes)>> _samples = parts.ToDictionary(part => part.Name, _ => new List<(double, double)>());

    /// <summary>Megabytes by part; a part that was away has no sample.</summary>
    public IReadOnlyDictionary<string, List<(double Second, double Megabytes)>> Samples => _samples;

    /// <summary>Looks until it is told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!stop.IsCancellationRequested)
        {
            foreach (var part in parts)
            {
                if (Of(part) is { } megabytes)
                {
                    _samples[part.Name].Add((Stopwatch.GetElapsedTime(began).TotalSeconds, megabytes));
                }
            }

            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>How much more a part held in the last quarter than in the second one, as a ratio of the medians; the first is warming up.</summary>
    public double GrowthOf(string part)
    {
        double[] all = [.. _samples[part].Select(sample => sample.Megabytes)];
        return Median(all[(all.Length * 3 / 4)..]) / Median(all[(all.Length / 4)..(all.Length / 2)]);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static double? Of(SystemPart part)
    {
        try
        {
            using var process = part.ProcessId is { } id ? Process.GetProcessById(id) : null;
            return process?.WorkingSet64 / Megabyte;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It died in this moment.
            return null;
        }
    }
}
