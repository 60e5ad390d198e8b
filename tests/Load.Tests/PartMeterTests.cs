using System.Diagnostics;
using FocusSuite.Load.Results;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class PartMeterTests
{
    private const string Self = "self";

    private readonly PartMeter _meter = new(new Dictionary<string, int> { [Self] = Environment.ProcessId, ["gone"] = int.MaxValue });

    [Fact]
    public void Taken_AfterWork_IsThatOfThePartSinceTheBeginning()
    {
        _meter.Begin();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        while (Process.GetCurrentProcess().TotalProcessorTime - before < TimeSpan.FromMilliseconds(200))
        {
            // Work.
        }

        _meter.Taken().ShouldHaveSingleItem().Value.ShouldBeInRange(TimeSpan.FromMilliseconds(150), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Resident_OfAPart_IsWhatItHoldsAndNothingOfOneThatIsGone() =>
        _meter.Resident().ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(part => part.Key.ShouldBe(Self), part => part.Value.ShouldBeInRange(1_000_000, 10_000_000_000));

    [Fact]
    public void Costs_OfRequests_AreSharedAmongThem()
    {
        _meter.Begin();

        _meter.Costs(0).ShouldBeEmpty();
        var cost = _meter.Costs(10).ShouldHaveSingleItem();
        (cost.Part, cost.ResidentMegabytes > 1, cost.ProcessorMilliseconds >= 0).ShouldBe((Self, true, true));
    }
}
