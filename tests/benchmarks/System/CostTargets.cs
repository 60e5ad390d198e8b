using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A figure and what it should be. A missed one is shown, and fails nothing.</summary>
internal sealed record CostTarget(string What, string Wanted, double Value, bool IsMet)
{
    public string Row => string.Create(CultureInfo.InvariantCulture, $"| {What} | {Wanted} | {Value:0.00} | {(IsMet ? '✓' : '✗')} |");
}

internal static class CostTargets
{
    private const double ReadShare = 0.6;
    private const double WriteShare = 0.5;

    // A statement of the background that falls into an interval is no statement of a request.
    private const double Tolerance = 0.05;

    public static IEnumerable<CostTarget> Of(CostResults results)
    {
        foreach (var read in results.Reads)
        {
            if (results.ReadPairs.TryGetValue((read.Name, results.Size.CostConnections), out var pair))
            {
                yield return AtLeast($"{read.Name}: rate / floor at {results.Size.CostConnections} connections", ReadShare, pair.Share);
            }
        }

        foreach (var write in results.Writes.Where(write => write.IsJudged))
        {
            yield return AtLeast($"{write.Name}: rate / floor", WriteShare, results.WritePairs[write.Name].Share);
        }

        foreach (var read in results.Reads)
        {
            var counts = results.Counted[read.Name];
            if (read.MaxStatements is { } statements && counts.HasStatements)
            {
                yield return AtMost($"{read.Name}: SQL statements", statements, counts.Statements);
            }

            if (read.RemoteCalls is { } calls)
            {
                yield return AtMost($"{read.Name}: calls between services", calls, counts.RemoteCalls);
            }
        }

        foreach (var step in results.Writes.SelectMany(write => write.Steps).DistinctBy(step => step.Name))
        {
            var counts = results.Counted[step.Name];
            if (step.MaxStatements is { } statements && counts.HasStatements)
            {
                yield return AtMost($"{step.Name} with its effects: SQL statements", statements, counts.Statements);
            }
        }
    }

    private static CostTarget AtLeast(string what, double wanted, double value) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"≥ {wanted}"), value, value >= wanted);

    private static CostTarget AtMost(string what, double wanted, double value) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"≤ {wanted}"), Math.Max(0, value), value <= wanted + Tolerance);
}
