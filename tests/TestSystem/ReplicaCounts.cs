using System.Globalization;

namespace FocusSuite.TestSystem;

/// <summary>How many replicas there are of services, as people write it: <c>sessions=2,progress=3</c>.</summary>
public static class ReplicaCounts
{
    // Beyond that one machine shows nothing that a few replicas do not.
    private const int Most = 10;

    /// <summary>Reads numbers of replicas.</summary>
    /// <param name="text">Services with numbers from 1 to 10, separated by commas; empty for one of each.</param>
    /// <returns>The numbers, by the services' names.</returns>
    /// <exception cref="FormatException">A part of the text is something else; the message says what to write.</exception>
    public static IReadOnlyDictionary<string, int> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var replicas = new Dictionary<string, int>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is [var service, var number] && PartNames.Services.Contains(service)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Most)
            {
                replicas[service] = count;
            }
            else
            {
                throw new FormatException($"'{part}' is not a number of replicas: write a service ({string.Join(", ", PartNames.Services)}), = and a number from 1 to "
                    + $"{Most}, e.g. sessions=2,progress=3.");
            }
        }

        return replicas;
    }
}
