using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FocusSuite.AppHost.Progress;

/// <summary>A table of the parts that is drawn anew while they start.</summary>
internal sealed class LiveView : IStartView
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Row> _rows = new();
    private readonly ConcurrentQueue<string> _notes = new();
    private int _next;

    public void Starting(string part, string what) => _rows[part] = new Row(Interlocked.Increment(ref _next), part, what, null);

    public void Ready(string part, TimeSpan after) => _rows.AddOrUpdate(
        part,
        name => new Row(Interlocked.Increment(ref _next), name, "", after),
        (_, row) => row with { After = after });

    public void Note(string text) => _notes.Enqueue(text);

    public Task<T> RunAsync<T>(Func<IStartView, Task<T>> start) => AnsiConsole.Live(Draw(0)).StartAsync(async live =>
    {
        var work = start(this);
        for (var frame = 0; !work.IsCompleted; frame++)
        {
            live.UpdateTarget(Draw(frame));
            await Task.WhenAny(work, Task.Delay(Frame)).ConfigureAwait(false);
        }

        live.UpdateTarget(Draw(0));
        return await work.ConfigureAwait(false);
    });

    private Rows Draw(int frame)
    {
        var spinner = Spinner.Known.Dots.Frames;
        var grid = new Grid().AddColumn().AddColumn().AddColumn();
        foreach (var row in _rows.Values.OrderBy(row => row.Order))
        {
            var mark = row.After is null ? new Text(spinner[frame % spinner.Count], Color.Yellow) : new Text("✓", Color.Green);
            var state = row.After is { } after ? string.Create(CultureInfo.InvariantCulture, $"ready after {after.TotalSeconds:0.0} s") : row.What;
            grid.AddRow(mark, new Text(row.Part), new Text(state, Color.Grey));
        }

        return new Rows(_notes.Select(IRenderable (note) => new Text(note)).Append(grid));
    }

    private sealed record Row(int Order, string Part, string What, TimeSpan? After);
}
