using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FocusSuite.AppHost.Installation;

namespace FocusSuite.AppHost.Commands;

/// <summary>Options that several commands share, and how their values are read. Every fault says what to write instead.</summary>
internal static class Options
{
    private const int LastPort = 65_535;

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

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        result.AddError($"'{text}' is not a time: write it as 2027-01-31T12:00:00Z.");
        return null;
    }
}
