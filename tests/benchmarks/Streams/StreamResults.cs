namespace GrpcTranscoding.Benchmarks.Streams;

/// <summary>What an interval without requests cost: the streams alone.</summary>
/// <param name="What">What the streams did.</param>
/// <param name="Messages">Messages a second that arrived.</param>
/// <param name="Statements">Transactions a second in the sessions' database; a statement alone is one.</param>
/// <param name="Written">Rows a second that were written there.</param>
/// <param name="Cores">Processor time a second by part.</param>
internal sealed record Interval(
    string What, double Messages, double Statements, double Written, IReadOnlyDictionary<string, double> Cores);

/// <summary>How long a change took to reach who watches, in milliseconds from the moment at which it was asked for.</summary>
/// <param name="What">What the streams did meanwhile.</param>
/// <param name="Answers">Until the answer of the request was there.</param>
/// <param name="Arrivals">Until the watcher had the change.</param>
internal sealed record Reach(string What, IReadOnlyList<double> Answers, IReadOnlyList<double> Arrivals);

/// <summary>A run.</summary>
internal sealed class StreamResults
{
    public required int Streams { get; init; }

    public required TimeSpan Length { get; init; }

    /// <summary>How long it took to open all streams.</summary>
    public TimeSpan Opening { get; set; }

    /// <summary>Megabytes by part, before and with all streams open.</summary>
    public IReadOnlyDictionary<string, double> MemoryBefore { get; set; } = new Dictionary<string, double>();

    public IReadOnlyDictionary<string, double> MemoryWith { get; set; } = new Dictionary<string, double>();

    public List<Interval> Intervals { get; } = [];

    public List<Reach> Reaches { get; } = [];
}
