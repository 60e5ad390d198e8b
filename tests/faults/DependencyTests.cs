using FocusSuite.Faults.Tests.Dependencies;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>Every fault of a dependency against the fifteen documented routes; FOCUS_FAULT_DEPENDENCIES sets how many faults, from the first of the list.</summary>
public sealed class DependencyTests(Lab lab, ITestOutputHelper output)
{
    private const int FaultsOfCi = 3;

    [Fact]
    public async Task Routes_UnderEveryFaultOfADependency_AreHonestAndLoseNothing()
    {
        var cells = new List<CellResult>();
        foreach (var fault in DependencyFaults.All.Take(LabSettings.Size("FOCUS_FAULT_DEPENDENCIES", FaultsOfCi)))
        {
            var row = await new DependencyRow(lab, fault).RunAsync(TestContext.Current.CancellationToken);
            output.WriteLine($"{fault.Name}: {(row.All(cell => cell.IsClean) ? "as promised" : string.Join("\n  ", row.Where(cell => !cell.IsClean)))}");
            cells.AddRange(row);
            ReliabilityPage.Write(
                "dependencies",
                "FOCUS_FAULT_DEPENDENCIES=99 FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter DependencyTests",
                CellTable.Summary(cells),
                CellTable.Lines(cells));
        }

        cells.Where(cell => !cell.IsClean).Select(cell => cell.ToString()).ShouldBeEmpty();
    }
}
