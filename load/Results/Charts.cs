using ScottPlot;

namespace FocusSuite.Load.Results;

/// <summary>Draws a result as PNG images.</summary>
public static class Charts
{
    private const int Width = 1000;
    private const int Height = 320;

    /// <summary>Latency second by second.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A PNG image.</returns>
    public static byte[] Latency(LoadResult result)
    {
        using var plot = Empty("Latency, second by second", "s", "ms");
        Line(plot, result, "median", second => second.P50);
        Line(plot, result, "99 of 100", second => second.P99);
        Line(plot, result, "slowest", second => second.Max);
        return Png(plot);
    }

    /// <summary>What requests came to, second by second.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A PNG image.</returns>
    public static byte[] Throughput(LoadResult result)
    {
        using var plot = Empty("Requests, second by second", "s", "1/s");
        Line(plot, result, "answered", second => second.Answered);
        Line(plot, result, "refused for now", second => second.Refused);
        Line(plot, result, "late, broken or failed", second => second.Late + second.Broken + second.Failed);
        plot.Axes.SetLimitsY(0, Math.Max(1, result.Seconds.Select(second => (double)second.Total).DefaultIfEmpty(1).Max() * 1.05));
        return Png(plot);
    }

    /// <summary>Latency by percentile, on a scale where each step is ten times rarer.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A PNG image.</returns>
    public static byte[] Percentiles(LoadResult result)
    {
        using var plot = Empty("Latency by percentile", "of all", "ms");
        double[] rarity = [.. result.Percentiles.Select(point => -Math.Log10(1 - (Math.Min(point.Percentile, 99.9999) / 100)))];
        double[] milliseconds = [.. result.Percentiles.Select(point => point.Milliseconds)];
        plot.Add.ScatterLine(rarity, milliseconds);
        plot.Axes.Bottom.SetTicks([0, 1, 2, 3, 4], ["0 %", "90 %", "99 %", "99.9 %", "99.99 %"]);
        return Png(plot);
    }

    private static Plot Empty(string title, string x, string y)
    {
        var plot = new Plot();
        plot.Title(title);
        plot.XLabel(x);
        plot.YLabel(y);
        return plot;
    }

    private static void Line(Plot plot, LoadResult result, string name, Func<Figures, double> value)
    {
        double[] seconds = [.. Enumerable.Range(0, result.Seconds.Count)];
        double[] values = [.. result.Seconds.Select(value)];
        var line = plot.Add.ScatterLine(seconds, values);
        line.LegendText = name;
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static byte[] Png(Plot plot) => plot.GetImageBytes(Width, Height, ImageFormat.Png);
}
