using System.Globalization;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>What became of one request of the steady load.</summary>
/// <param name="Route">Of which route.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Fault">The status that refused it, or a word; null when it was answered in time.</param>
public sealed record SteadyAnswer(string Route, TimeSpan Took, string? Fault)
{
    public const string Late = "late";
    public const string Broken = "broken";
}

/// <summary>What became of a steady load.</summary>
public sealed record SteadyResult(IReadOnlyList<SteadyAnswer> Answers)
{
    public int Total => Answers.Count;

    public int InTime => Answers.Count(answer => answer.Fault is null);

    /// <summary>The share that was answered in time.</summary>
    public double Share => (double)InTime / Total;

    /// <summary>What was not, by kind.</summary>
    public string Refusals => string.Join(", ", Answers.Where(answer => answer.Fault is not null).CountBy(answer => answer.Fault!)
        .OrderByDescending(kind => kind.Value).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} x {kind.Key}")));

    /// <summary>What was not, by route.</summary>
    public string Refused => string.Join(", ", Answers.Where(answer => answer.Fault is not null).CountBy(answer => answer.Route)
        .OrderByDescending(route => route.Value)
            .Select(route => string.Create(CultureInfo.InvariantCulture, $"{route.Key} {route.Value}")));

    /// <summary>What a share of all requests took at most, the unanswered ones with the time until they were given up.</summary>
    public double Milliseconds(double quantile)
    {
        double[] sorted = [.. Answers.Select(answer => answer.Took.TotalMilliseconds).Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))];
    }
}
