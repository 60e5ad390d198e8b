using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Messages;
using FocusSuite.Faults.Tests.Results;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Every fault of a message, for every event that another service acts upon, at every position; FOCUS_FAULT_MESSAGES=1 for all rounds,
/// otherwise a few.
/// </summary>
public sealed class MessageTests(Lab lab, ITestOutputHelper output)
{
    private const int RoundsOfCi = 2;

    [Fact]
    public async Task Messages_WithEveryFault_HaveTheirEffectOnceAndOnlyPoisonIsDead()
    {
        var rounds = Enum.GetValues<Position>().SelectMany(position => MessageKind.All.Select(kind => (kind, position))).ToArray();
        var cells = new List<CellResult>();
        foreach (var (kind, position) in LabSettings.Size("FOCUS_FAULT_MESSAGES", 0) > 0 ? rounds : rounds.Take(RoundsOfCi))
        {
            cells.AddRange(await new MessageRound(lab, kind, position).RunAsync(TestContext.Current.CancellationToken));
            ReliabilityPage.Write(
                "messages",
                "FOCUS_FAULT_MESSAGES=1 FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter MessageTests",
                CellTable.Summary(cells),
                CellTable.Lines(cells));
        }

        output.WriteLine(CellTable.Summary(cells));
        cells.Where(cell => !cell.IsClean).Select(cell => cell.ToString()).ShouldBeEmpty();
    }
}
