using System.Globalization;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>One scenario and what became of the others meanwhile.</summary>
public sealed record IsolationRow(string Pressure, SteadyResult Others, string Pressing)
{
    public static IEnumerable<string> Lines(IEnumerable<IsolationRow> rows) =>
        new[]
        {
            "| pressure | others' requests | answered in time | p50, p99 ms | refused | of those who press |",
            "|---|---|---|---|---|---|",
        }.Concat(rows.Select(row => row.ToString()));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Pressure} | {Others.Total} | {Others.Share * 100:0.0} % | {Others.Milliseconds(0.5):0}, {Others.Milliseconds(0.99):0} | "
        + $"{Others.Refusals} | {Pressing} |");
}
