using GrpcTranscoding.Benchmarks.Suite;

namespace GrpcTranscoding.Benchmarks.Growth;

/// <summary>A run: each request with each number of people.</summary>
internal sealed class GrowthResults(TimeSpan interval, int rounds)
{
    /// <summary>A cost may grow by so much from the fewest people to the most.</summary>
    public const double MostGrowth = 1.2;

    public TimeSpan Interval => interval;

    public int Rounds => rounds;

    /// <summary>Numbers of people, in the order of the run.</summary>
    public List<int> People { get; } = [];

    /// <summary>Names of requests, in the order of the run.</summary>
    public List<string> Requests { get; } = [];

    public Dictionary<(string Request, int People), List<LoopResult>> Measured { get; } = [];

    /// <summary>Rows and megabytes of each table at the end.</summary>
    public List<(string Table, long Rows, double Megabytes)> Tables { get; } = [];

    /// <summary>Milliseconds of a core for one request, over all parts.</summary>
    public double Cost(string request, int people) => Figures.Median(Measured[(request, people)].Select(one => one.Costs.Values.Sum()));

    public double Rate(string request, int people) => Figures.Median(Measured[(request, people)].Select(one => one.Rate));

    /// <summary>How much more a request costs with the most people than with the fewest.</summary>
    public double Growth(string request) => Cost(request, People[^1]) / Cost(request, People[0]);
}
