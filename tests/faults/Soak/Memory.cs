using System.Diagnostics;
using FocusSuite.Load.Results;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Soak;

/// <summary>
/// What the parts hold in memory, looked at every few seconds: the proportional set size of each part's process and of all that it started,
/// so that what PostgreSQL's processes share counts once.
/// </summary>
public sealed class Memory(IReadOnlyList<SystemPart> parts)
{
    private const double BytesInMegabyte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, List<(double Second, double Megabytes)>> _samples = parts.ToDictionary(
        part => part.Name, _ => new List<(double, double)>());

    /// <summary>Megabytes by part; a part that was away has no sample.</summary>
    public IReadOnlyDictionary<string, List<(double Second, double Megabytes)>> Samples => _samples;

    /// <summary>Looks until it is told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!stop.IsCancellationRequested)
        {
            var running = parts.Where(part => part.ProcessId is not null).ToDictionary(part => part.Name, part => part.ProcessId!.Value);
            foreach (var (part, bytes) in new PartMeter(running).Resident().Where(part => part.Value > 0))
            {
                _samples[part].Add((Stopwatch.GetElapsedTime(began).TotalSeconds, bytes / BytesInMegabyte));
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

    /// <summary>
    /// How much more a part held in the last quarter than in the second one, as a ratio of the medians; the first is warming up.
    /// </summary>
    public double GrowthOf(string part)
    {
        double[] all = [.. _samples[part].Select(sample => sample.Megabytes)];
        return Median(all[(all.Length * 3 / 4)..]) / Median(all[(all.Length / 4)..(all.Length / 2)]);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
