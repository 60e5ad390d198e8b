using FocusSuite.Faults.Tests.Dependencies;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Every fault of a dependency against the fifteen documented routes. FOCUS_FAULT_DEPENDENCIES sets how many faults, from the first of the
/// list, or names them: those that have one of its texts, parted by |, in their name.
/// </summary>
public sealed class DependencyTests(Lab lab, ITestOutputHelper output)
{
    private const int FaultsOfCi = 3;

    [Fact]
    public async Task Routes_UnderEveryFaultOfADependency_AreHonestAndLoseNothing()
    {
        var cells = new List<CellResult>();
        foreach (var fault in Chosen())
        {
            var row = await new DependencyRow(lab, fault).RunAsync(TestContext.Current.CancellationToken);
            output.WriteLine(
                $"{fault.Name}: {(row.All(cell => cell.IsClean) ? "as promised" : string.Join("\n  ", row.Where(cell => !cell.IsClean)))}");
            cells.AddRange(row);
            ReliabilityPage.Write(
                "dependencies",
                "FOCUS_FAULT_DEPENDENCIES=99 FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter DependencyTests",
                CellTable.Summary(cells),
                CellTable.Lines(cells));
        }

        cells.Where(cell => !cell.IsClean).Select(cell => cell.ToString()).ShouldBeEmpty();
    }

    private static IEnumerable<IDependencyFault> Chosen()
    {
        var wish = Environment.GetEnvironmentVariable("FOCUS_FAULT_DEPENDENCIES") ?? "";
        var names = wish.Split('|', StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 || int.TryParse(wish, out _)
            ? DependencyFaults.All.Take(LabSettings.Size("FOCUS_FAULT_DEPENDENCIES", FaultsOfCi))
            : DependencyFaults.All.Where(fault => names.Any(name => fault.Name.Contains(name, StringComparison.Ordinal)));
    }
}
