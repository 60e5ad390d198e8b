namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>What an interval has shown.</summary>
internal sealed class LoopResult
{
    private readonly Dictionary<string, List<double>> _milliseconds = [];

    public TimeSpan Elapsed { get; set; }

    public int Requests { get; private set; }

    public double Rate => Requests / Elapsed.TotalSeconds;

    /// <summary>Milliseconds of a core that each part took for one request.</summary>
    public IReadOnlyDictionary<string, double> Costs { get; private set; } = new Dictionary<string, double>();

    public IEnumerable<string> Steps => _milliseconds.Keys;

    public void Add(string step, TimeSpan latency)
    {
        Requests++;
        if (!_milliseconds.TryGetValue(step, out var list))
        {
            _milliseconds.Add(step, list = []);
        }

        list.Add(latency.TotalMilliseconds);
    }

    public void Clear()
    {
        Requests = 0;
        _milliseconds.Clear();
    }

    /// <summary>Divides what the parts took by the requests.</summary>
    public LoopResult WithCosts(IReadOnlyDictionary<string, TimeSpan> taken)
    {
        Costs = taken.ToDictionary(part => part.Key, part => part.Value.TotalMilliseconds / Math.Max(1, Requests));
        return this;
    }

    public double Percentile(string step, double share) => Figures.Percentile(_milliseconds.GetValueOrDefault(step) ?? [], share);
}

internal static class Figures
{
    public static double Median(IEnumerable<double> values) => Percentile([.. values], 0.5);

    public static double Percentile(IReadOnlyCollection<double> values, double share) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * share)));
}
