using System.Globalization;
using System.Net;
using System.Text;

namespace FocusSuite.Load.Results;

/// <summary>Results as one HTML page that needs nothing else.</summary>
public static class HtmlReport
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:1040px;margin:2rem auto;padding:0 1rem;color:#222}"
        + "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}"
        + "td:first-child,th:first-child{text-align:left}img{max-width:100%}code{background:#f4f4f4;padding:.1rem .3rem}";

    /// <summary>Writes the page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="results">What it shows.</param>
    /// <returns>HTML.</returns>
    public static string Write(string title, IReadOnlyList<LoadResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Text(title)}</title><style>{Style}</style>");
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h1>{Text(title)}</h1><p>{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores. ");
        page.Append(
            "Latency counts from the moment in which a request should have been sent; requests that were refused for now are counted, "
            + "but not in it.</p>");
        Table(page, "load", results.Select(result => (result.Name, result.All, (double?)result.Goodput)));
        foreach (var result in results)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(result.Name)}</h2>");
            foreach (var chart in new[] { Charts.Throughput(result), Charts.Latency(result), Charts.Percentiles(result) })
            {
                page.Append(
                    CultureInfo.InvariantCulture, $"<p><img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(chart)}\"></p>");
            }

            Table(page, "step", result.Steps.Select(step => (step.Step, step.Figures, (double?)null)));
            if (result.Live is { } live)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<p>{live.Open} live timers were open at the end; they were lost {live.Losses} times.</p>");
            }

            Costs(page, result.Costs);
            foreach (var fault in result.Faults)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p><code>{Text(fault)}</code></p>");
            }
        }

        return page.Append("</html>\n").ToString();
    }

    private static void Table(StringBuilder page, string first, IEnumerable<(string Name, Figures Figures, double? Goodput)> rows)
    {
        page.Append(
            CultureInfo.InvariantCulture,
            $"<table><tr><th>{first}<th>requests<th>answered<th>refused<th>late<th>broken<th>failed"
            + $"<th>median ms<th>p99<th>p99.9<th>max<th>answered/s");
        foreach (var (name, figures, goodput) in rows)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Text(name)}<td>{figures.Total}<td>{figures.Answered}<td>{figures.Refused}"
                + $"<td>{figures.Late}<td>{figures.Broken}<td>{figures.Failed}");
            page.Append(
                CultureInfo.InvariantCulture,
                $"<td>{figures.P50:0.0}<td>{figures.P99:0.0}<td>{figures.P999:0.0}<td>{figures.Max:0.0}<td>{goodput:0}");
        }

        page.Append("</table>");
    }

    private static void Costs(StringBuilder page, IReadOnlyList<PartCost> costs)
    {
        if (costs.Count == 0)
        {
            return;
        }

        page.Append("<table><tr><th>part<th>processor time a request of the load, ms of a core<th>memory at the end, MB");
        foreach (var cost in costs)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Text(cost.Part)}<td>{cost.ProcessorMilliseconds:0.000}<td>{cost.ResidentMegabytes:0}");
        }

        page.Append("</table>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
