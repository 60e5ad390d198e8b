using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>How much is measured.</summary>
/// <param name="IsSmoke">Whether it only has to be shown that the command works.</param>
/// <param name="Rounds">Interleaved rounds, whose medians are reported.</param>
/// <param name="Interval">How long one measured interval lasts.</param>
/// <param name="WarmUp">How long each route is warmed at each of the two sides.</param>
/// <param name="Connections">The connections of the reads.</param>
/// <param name="Writers">Users who write at once.</param>
/// <param name="Routes">Reads and writes at most, of each.</param>
internal sealed record BenchmarkSize(
    bool IsSmoke, int Rounds, TimeSpan Interval, TimeSpan WarmUp, IReadOnlyList<int> Connections, int Writers, int Routes)
{
    /// <summary>The connections at which targets are judged.</summary>
    public const int Judged = 16;

    /// <summary>The load of before an interval, which is not counted.</summary>
    public TimeSpan LeadIn => Interval / 10;

    /// <summary>The connections of the reads whose cost by part is reported.</summary>
    public int CostConnections => Connections.Contains(Judged) ? Judged : Connections[^1];

    // The code is compiled three times, the second time with instruments: until then the rates rise, and all parts are busy with it.
    public static TimeSpan FullWarmUp => TimeSpan.FromSeconds(18);

    public static BenchmarkSize Smoke { get; } =
        new(true, 1, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.3), [2], 2, 2);

    public static BenchmarkSize FromEnvironment() => new(
        false,
        (int)Number("FOCUS_BENCH_ROUNDS", 3),
        TimeSpan.FromSeconds(Number("FOCUS_BENCH_SECONDS", 5)),
        FullWarmUp,
        [1, Judged, 64],
        Judged,
        int.MaxValue);

    /// <summary>A number above 0 of the environment.</summary>
    public static double Number(string variable, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number > 0
            ? number
            : otherwise;
}
