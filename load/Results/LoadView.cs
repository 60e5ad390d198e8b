using System.Globalization;
using Spectre.Console;

namespace FocusSuite.Load.Results;

/// <summary>Shows a load as it goes, a line a second: on a terminal in place, elsewhere one below the other.</summary>
/// <param name="output">Where it is shown.</param>
public sealed class LoadView(TextWriter output)
{
    private const int LinesKept = 12;

    // Where nobody's screen is the bound, no name of a column is cut off.
    private const int WidthOfFile = 160;

    private static readonly TimeSpan Frame = TimeSpan.FromSeconds(1);

    private readonly bool _isTerminal = output == Console.Out && AnsiConsole.Profile.Out.IsTerminal;

    /// <summary>A word on what comes before a load.</summary>
    /// <param name="text">The word.</param>
    public void Note(string text)
    {
        if (_isTerminal)
        {
            AnsiConsole.Write($"\r{text}\u001b[K");
        }
    }

    /// <summary>Runs a load and shows it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="load">Runs it, and says what counts it.</param>
    /// <returns>What it came to.</returns>
    public async Task<LoadResult> ShowAsync(string name, Func<Action<LoadRecorder>, Task<LoadResult>> load)
    {
        LoadRecorder? recorder = null;
        var work = load(started => recorder = started);
        await output.WriteLineAsync(_isTerminal ? $"\r{name}\u001b[K" : name);
        if (_isTerminal)
        {
            await AnsiConsole.Live(Draw(null)).StartAsync(async live =>
            {
                while (!work.IsCompleted)
                {
                    await Task.WhenAny(work, Task.Delay(Frame));
                    live.UpdateTarget(Draw(recorder?.Result(name, 0)));
                }
            });
        }

        var result = await work;
        await output.WriteLineAsync(Line(result));
        if (result.Live is { } live)
        {
            await output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"  {live.Open} live timers open at the end, lost {live.Losses} times"));
        }

        return result;
    }

    /// <summary>Shows what all came to.</summary>
    /// <param name="results">All loads.</param>
    /// <param name="report">Where the page with charts is.</param>
    /// <returns>A task that ends when it is shown.</returns>
    public async Task EndAsync(IReadOnlyList<LoadResult> results, string report)
    {
        if (!_isTerminal)
        {
            AnsiConsole.Profile.Width = WidthOfFile;
        }

        AnsiConsole.Write(Summary(results));
        if (results.Any(result => result.Costs.Count > 0))
        {
            AnsiConsole.Write(
                Costs(
                    "processor time a request, ms of a core",
                    results,
                    cost => cost.ProcessorMilliseconds.ToString("0.00", CultureInfo.InvariantCulture)));
            AnsiConsole.Write(
                Costs("memory at the end, MB", results, cost => cost.ResidentMegabytes.ToString("0", CultureInfo.InvariantCulture)));
        }

        foreach (var fault in results.SelectMany(result => result.Faults).Take(LinesKept))
        {
            await output.WriteLineAsync(fault);
        }

        await output.WriteLineAsync($"Charts: {report}");
    }

    private static Table Draw(LoadResult? result)
    {
        var table = Head("second");
        // The second at hand is not over yet.
        var seconds = result?.Seconds.SkipLast(1).ToArray() ?? [];
        foreach (var (figures, second) in seconds.Select((figures, second) => (figures, second)).TakeLast(LinesKept))
        {
            table.AddRow(Cells((second + 1).ToString(CultureInfo.InvariantCulture), figures, figures.Answered));
        }

        return result is null || seconds.Length == 0 ? table.Caption("warming up") : table;
    }

    private static Table Summary(IReadOnlyList<LoadResult> results)
    {
        var table = Head("load");
        foreach (var result in results)
        {
            table.AddRow(Cells(result.Name, result.All, result.Goodput));
        }

        return table;
    }

    private static Table Costs(string title, IReadOnlyList<LoadResult> results, Func<PartCost, string> show)
    {
        var table = new Table().Border(TableBorder.Simple).Title(title).AddColumn("part");
        foreach (var result in results)
        {
            table.AddColumn(new TableColumn(result.Name).RightAligned());
        }

        foreach (var part in results.SelectMany(result => result.Costs).Select(cost => cost.Part).Distinct())
        {
            table.AddRow(
                [part, .. results.Select(result => result.Costs.FirstOrDefault(cost => cost.Part == part) is { } cost ? show(cost) : "")]);
        }

        return table;
    }

    private static Table Head(string first)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (var column in new[] { "answered/s", "refused", "late", "broken", "failed", "median ms", "p99", "p99.9", "max" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static string[] Cells(string name, Figures figures, double answered) =>
    [
        name, Number(answered), Number(figures.Refused), Number(figures.Late), Number(figures.Broken), Number(figures.Failed),
        Number(figures.P50), Number(figures.P99), Number(figures.P999), Number(figures.Max),
    ];

    private static string Line(LoadResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {result.Goodput:0} answered a second; {result.All.Refused} refused, {result.All.Late} late, {result.All.Broken} broken, "
        + $"{result.All.Failed} failed of {result.All.Total}; "
        + $"median {result.All.P50:0.0} ms, p99 {result.All.P99:0.0} ms");

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
