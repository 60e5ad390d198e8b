using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Results;

/// <summary>Cells as a table: a row a fault, a column for each pair of the rest, so that no cell hides.</summary>
public static class CellTable
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<CellResult> cells)
    {
        string[] columns = [.. cells.Select(Column).Distinct()];
        yield return $"| fault | {string.Join(" | ", columns)} |";
        yield return $"|---|{string.Concat(Enumerable.Repeat("---|", columns.Length))}";
        foreach (var row in cells.GroupBy(cell => cell.Fault))
        {
            yield return $"| {row.Key} | {string.Join(" | ", columns.Select(column => Word(row.Where(cell => Column(cell) == column))))} |";
        }
    }

    public static string Summary(IReadOnlyCollection<CellResult> cells) => string.Create(
        CultureInfo.InvariantCulture, $"{cells.Count} cells, {cells.Count(cell => cell.IsClean)} as promised (✓).");

    private static string Column(CellResult cell) => cell.Where.Length == 0 ? cell.What : $"{cell.What}, {cell.Where}";

    private static string Word(IEnumerable<CellResult> cells) => cells.Any(cell => !cell.IsClean) ? "**✗**" : cells.Any() ? "✓" : "";
}
