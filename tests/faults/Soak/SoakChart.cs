using FocusSuite.Load.Results;
using ScottPlot;

namespace FocusSuite.Faults.Tests.Soak;

/// <summary>A soak in one picture: requests, latency and memory over time, with a mark where a fault struck.</summary>
public static class SoakChart
{
    private const int Width = 1100;
    private const int Height = 900;
    private const double LatencyShown = 3000;

    public static void Save(string path, LoadResult load, Memory memory, IEnumerable<double> strikes)
    {
        var chart = new Multiplot();
        chart.AddPlots(3);
        var (requests, latency, megabytes) = (chart.GetPlot(0), chart.GetPlot(1), chart.GetPlot(2));
        Title(requests, "Requests a second");
        Title(latency, "Latency, ms (from when a request should have been sent)");
        Title(megabytes, "Memory of each process, MB");
        foreach (var strike in strikes)
        {
            var line = requests.Add.VerticalLine(strike);
            line.Color = Colors.Red.WithAlpha(0.3);
            line.LineWidth = 1;
        }

        Line(requests, "answered", Seconds(load), load.Seconds.Select(second => (double)second.Answered));
        Line(requests, "refused, late or failed", Seconds(load), load.Seconds.Select(second => (double)(second.Total - second.Answered)));
        Line(latency, "median", Seconds(load), load.Seconds.Select(second => second.P50));
        Line(latency, "99 of 100", Seconds(load), load.Seconds.Select(second => Math.Min(second.P99, LatencyShown)));
        foreach (var (part, samples) in memory.Samples)
        {
            Line(megabytes, part, samples.Select(sample => sample.Second), samples.Select(sample => sample.Megabytes));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        chart.SavePng(path, Width, Height);
    }

    private static void Title(Plot plot, string title)
    {
        plot.Title(title);
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static IEnumerable<double> Seconds(LoadResult load) => Enumerable.Range(0, load.Seconds.Count).Select(second => (double)second);

    private static void Line(Plot plot, string name, IEnumerable<double> x, IEnumerable<double> y)
    {
        double[] xs = [.. x];
        double[] ys = [.. y];
        plot.Add.ScatterLine(xs, ys).LegendText = name;
    }
}
