using System.Globalization;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>What a process tells Prometheus.</summary>
internal sealed class Scrape
{
    private readonly string[] _samples;

    public Scrape(string text)
    {
        Text = text;
        _samples = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        Series = _samples.Select(sample => sample[..sample.AsSpan().IndexOfAny('{', ' ')]).ToHashSet();
    }

    public string Text { get; }

    /// <summary>The names of all series.</summary>
    public IReadOnlySet<string> Series { get; }

    /// <summary>The sum of the samples of a series whose labels have all these texts.</summary>
    public double? Value(string series, params string[] labels)
    {
        var found = _samples.Where(
            sample => sample.StartsWith(series + "{", StringComparison.Ordinal)
                || sample.StartsWith(series + " ", StringComparison.Ordinal))
            .Where(sample => labels.All(label => sample.Contains(label, StringComparison.Ordinal)))
            .Select(
                sample =>
                    double.Parse(sample[(sample.LastIndexOf('}') + 1)..].Trim().Split(' ')[^1], CultureInfo.InvariantCulture)).ToArray();
        return found.Length == 0 ? null : found.Sum();
    }
}
