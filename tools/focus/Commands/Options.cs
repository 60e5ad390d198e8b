using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FocusSuite.Focus.Commands;

/// <summary>Options that several commands share, and how their values are read. Every fault says what to write instead.</summary>
internal static class Options
{
    private const int Largest = 100_000;

    public static Option<DateTimeOffset?> Time(string name, string what) => new(name) { Description = what, HelpName = "TIME", CustomParser = ParseTime };

    public static Option<string?> Text(string name, string what, string helpName = "TEXT") => new(name) { Description = what, HelpName = helpName };

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

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        result.AddError($"'{text}' is not a time: write it as 2027-01-31T12:00:00Z.");
        return null;
    }
}
