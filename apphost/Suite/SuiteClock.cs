using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FocusSuite.AppHost.Suite;

/// <summary>How the suite's time runs: origin + (now - origin) x scale, by the same rule in every process.</summary>
internal sealed record SuiteClock(double Scale, DateTimeOffset Origin)
{
    public const double Slowest = 0.01;
    public const double Fastest = 100_000;

    // A scale this near to 1 with an origin far back keeps an offset: days ahead at the usual speed.
    private static readonly double[] AlmostOne = [1.0001, 1.001, 1.01];

    [JsonIgnore]
    public string ScaleText => Scale.ToString("R", CultureInfo.InvariantCulture);

    [JsonIgnore]
    public string OriginText => Origin.ToString("O", CultureInfo.InvariantCulture);

    public DateTimeOffset At(DateTimeOffset real) => Origin + ((real - Origin) * Scale);

    public static SuiteClock StartingAt(DateTimeOffset real, double scale) => new(scale, real);

    /// <summary>
    /// The setting that runs at another scale from now on and goes on from the suite time that was reached: what the services stored lies
    /// before it, and time never runs backwards.
    /// </summary>
    public SuiteClock Continue(DateTimeOffset real, double scale)
    {
        var reached = At(real);
        return scale == Scale ? this
            : scale != 1 ? Through(real, reached, scale) ?? throw OutOfReach(reached)
            // Running behind real time may jump forward to it. Running ahead of it must not jump back.
            : reached <= real ? StartingAt(real, scale)
            : AlmostOne.Select(almost => Through(real, reached, almost)).FirstOrDefault(setting => setting is not null) ?? throw OutOfReach(reached);
    }

    public static SuiteClock? Load(string file) => File.Exists(file) ? JsonSerializer.Deserialize<SuiteClock>(File.ReadAllText(file)) : null;

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this));

    private static SuiteClock? Through(DateTimeOffset real, DateTimeOffset reached, double scale)
    {
        var ticks = real.UtcTicks - ((reached.UtcTicks - real.UtcTicks) / (scale - 1));
        return ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks
            ? null
            : new SuiteClock(scale, new DateTimeOffset((long)ticks, TimeSpan.Zero));
    }

    private static SetupException OutOfReach(DateTimeOffset reached) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Suite time has reached {reached:u} at its earlier scale, too far from now to go on at this one. Keep the earlier --time-scale, or drop the data with --fresh."));
}
