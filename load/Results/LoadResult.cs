namespace FocusSuite.Load.Results;

/// <summary>Counts of requests, and milliseconds that those took that were not refused at once.</summary>
/// <param name="Answered">Answered as they should be.</param>
/// <param name="Refused">Refused for now, with 429 or 503.</param>
/// <param name="Late">Not answered in time.</param>
/// <param name="Broken">Whose connection could not be made, or broke.</param>
/// <param name="Failed">Answered with anything else.</param>
/// <param name="P50">The median, in milliseconds.</param>
/// <param name="P99">What 99 of 100 stay within, in milliseconds.</param>
/// <param name="P999">What 999 of 1,000 stay within, in milliseconds.</param>
/// <param name="Max">The slowest, in milliseconds.</param>
public sealed record Figures(int Answered, int Refused, int Late, int Broken, int Failed, double P50, double P99, double P999, double Max)
{
    /// <summary>All requests.</summary>
    public int Total => Answered + Refused + Late + Broken + Failed;
}

/// <summary>What a load came to.</summary>
public sealed record LoadResult
{
    /// <summary>What the load was, in words.</summary>
    public required string Name { get; init; }

    /// <summary>The rate at which requests came, a second; 0 for as many as the system took.</summary>
    public required double Rate { get; init; }

    /// <summary>How long they came.</summary>
    public required TimeSpan Lasted { get; init; }

    /// <summary>All requests.</summary>
    public required Figures All { get; init; }

    /// <summary>By step.</summary>
    public required IReadOnlyList<(string Step, Figures Figures)> Steps { get; init; }

    /// <summary>By the second in which they should have been sent.</summary>
    public required IReadOnlyList<Figures> Seconds { get; init; }

    /// <summary>Latency by percentile, in milliseconds.</summary>
    public required IReadOnlyList<(double Percentile, double Milliseconds)> Percentiles { get; init; }

    /// <summary>What failed or broke, the most frequent first.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The live timers that were held open; null where there were none.</summary>
    public LiveFigures? Live { get; init; }

    /// <summary>What it cost each part of the system, the most expensive first; empty where nobody looked.</summary>
    public IReadOnlyList<PartCost> Costs { get; init; } = [];

    /// <summary>
    /// Requests that were answered as they should be while the load came; the answers that were still waited for after its end are not
    /// among them.
    /// </summary>
    public required int AnsweredMeanwhile { get; init; }

    /// <summary>Requests answered a second while the load came.</summary>
    public double Goodput => Lasted > TimeSpan.Zero ? AnsweredMeanwhile / Lasted.TotalSeconds : 0;
}
