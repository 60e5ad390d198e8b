using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Commands;

/// <summary>Options that several commands share, and how their values are read. Every fault says what to write instead.</summary>
internal static class Options
{
    private const int LastPort = 65_535;

    private const int Largest = 100_000;

    public static Option<int?> Port(string name, string what)
    {
        var option = new Option<int?>(name) { Description = what, HelpName = "N", CustomParser = ParsePort };
        return option;
    }

    public static Option<double> TimeScale() => new("--time-scale")
    {
        Description = "Suite time runs N times faster",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = ParseScale,
    };

    public static Option<DateTimeOffset?> Time(string name, string what) => new(name) { Description = what, HelpName = "TIME", CustomParser = ParseTime };

    public static Option<string?> Text(string name, string what, string helpName = "TEXT") => new(name) { Description = what, HelpName = helpName };

    public static Option<IReadOnlyDictionary<string, int>> Replicas() => new("--replicas")
    {
        Description = "More than one process of a service, e.g. sessions=2,progress=3",
        HelpName = "SERVICE=N,…",
        CustomParser = ParseReplicas,
    };

    public static Option<double> Positive(string name, string what, string helpName, double fallback) => new(name)
    {
        Description = what,
        HelpName = helpName,
        DefaultValueFactory = _ => fallback,
        CustomParser = result => ParsePositive(result, $"write a number above 0 and at most {Largest}, e.g. {name} {fallback.ToString(CultureInfo.InvariantCulture)}."),
    };

    public static Option<double> Seconds(string name, string what, double fallback) => Positive(name, $"{what}, in seconds", "SECONDS", fallback);

    private static double ParsePositive(ArgumentResult result, string advice)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= Largest)
            return value;
        result.AddError($"'{text}' is not possible here: {advice}");
        return 1;
    }

    private static int? ParsePort(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= LastPort)
            return port;
        result.AddError($"'{text}' is not a port: write a number from 1 to {LastPort}, e.g. --port 8000.");
        return null;
    }

    private static double ParseScale(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && scale is >= ClockSetting.Slowest and <= ClockSetting.Fastest)
            return scale;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture,
            $"'{text}' is not a time scale: write a number from {ClockSetting.Slowest} to {ClockSetting.Fastest}, e.g. --time-scale 60 for a minute a second."));
        return 1;
    }

    private static IReadOnlyDictionary<string, int> ParseReplicas(ArgumentResult result)
    {
        try
        {
            return ReplicaCounts.Parse(string.Join(',', result.Tokens.Select(token => token.Value)));
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return new Dictionary<string, int>();
        }
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        result.AddError($"'{text}' is not a time: write it as 2027-01-31T12:00:00Z.");
        return null;
    }
}
