namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>All that a run has found.</summary>
internal sealed class CostResults(BenchmarkSize size)
{
    public BenchmarkSize Size { get; } = size;

    public IReadOnlyList<Read> Reads { get; set; } = [];

    public IReadOnlyList<Write> Writes { get; set; } = [];

    /// <summary>By a read's name and the number of connections.</summary>
    public Dictionary<(string Read, int Connections), Pair> ReadPairs { get; } = [];

    /// <summary>By a write's name.</summary>
    public Dictionary<string, Pair> WritePairs { get; } = [];

    /// <summary>By a read's name: what a user waits while the system is half busy.</summary>
    public Dictionary<string, HalfLoad> HalfLoads { get; } = [];

    public IReadOnlyDictionary<string, Counts> Counted { get; set; } = new Dictionary<string, Counts>();

    public IReadOnlyDictionary<string, Counts> Allocated { get; set; } = new Dictionary<string, Counts>();
}

/// <summary>Latencies in milliseconds at a steady rate.</summary>
internal sealed record HalfLoad(double Rate, double Median, double P99, int Refused);

/// <summary>The intervals of the system and of the floor, round by round.</summary>
internal sealed class Pair
{
    public List<LoopResult> System { get; } = [];

    public List<LoopResult> Floor { get; } = [];

    public double SystemRate => Figures.Median(System.Select(one => one.Rate));

    public double FloorRate => Figures.Median(Floor.Select(one => one.Rate));

    public double Share => SystemRate / FloorRate;

    /// <summary>A part's milliseconds of a core for one request.</summary>
    public static double Cost(IEnumerable<LoopResult> results, string part) =>
        Figures.Median(results.Select(one => one.Costs.GetValueOrDefault(part)));
}
