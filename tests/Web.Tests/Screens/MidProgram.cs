using FocusSuite.TestSystem;
using FocusSuite.Web.Tests.Support;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>
/// Somebody in the middle of things, for all tests of a class: day 1 is complete and rated, with a session that was interrupted; day 2 is
/// begun. They were prepared by the API when the first test asked.
/// </summary>
public sealed class MidProgram : IDisposable
{
    private readonly Lock _lock = new();
    private Task<ProgramLife>? _life;

    public void Dispose()
    {
        if (_life is { IsCompletedSuccessfully: true })
        {
            _life.Result.Dispose();
        }
    }

    internal Task<ProgramLife> LifeAsync(FocusSystem system)
    {
        lock (_lock)
        {
            return _life ??= PrepareAsync(system);
        }
    }

    private static async Task<ProgramLife> PrepareAsync(FocusSystem system)
    {
        var life = new ProgramLife(system, await TestUser.SignUpAsync(system));
        await life.BeginAsync();
        await life.StartAsync(day: 1, "Notes for the talk");
        await life.DistractAsync("A message about lunch");
        await life.DistractAsync("Looked up a word, and stayed");
        await life.CompleteAsync(minutes: 6, rating: 3, "Slow at first.");
        var asked = (int)(await life.DayAsync(1))["focus_duration"]!;
        await life.StartAsync(day: 1, "Outline of the first chapter");
        await life.CompleteAsync(asked, rating: 5, "Found the thread.");
        await life.CompleteDayAsync(1);
        await life.RateAsync(day: 1, difficulty: 2, satisfaction: 4, "A good beginning.");
        await life.TickAsync(day: 2, task: 0);
        return life;
    }
}
