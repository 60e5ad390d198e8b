using System.Globalization;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>
/// One user's part of a workload, as dice have it: enroll, start, a session with all that may happen in it, tasks, reflections, reads
/// between. About half of the users do all that the first day asks for, so that the whole chain from a session to the totals runs.
/// </summary>
public sealed class Life(TestUser user, Random dice, Func<DateTimeOffset> suiteTime, double timeScale, CancellationToken ct)
{
    private static readonly TimeSpan MaxThought = TimeSpan.FromMilliseconds(90);

    // What a day asks for, and a little more, since the clock that counts is the service's.
    private const double Spare = 60;

    public async Task LiveAsync()
    {
        if (!await user.EnrollAsync(user.Account.Pro && dice.Next(2) == 0 ? 2 : 1) || !await user.StartProgramAsync())
        {
            return;
        }

        await user.StartSessionAsync();
        var steps = dice.Next(4, 10);
        for (var step = 0; step < steps && !ct.IsCancellationRequested; step++)
        {
            await ThinkAsync();
            await StepAsync(step);
        }

        await FinishAsync(livesTheDay: dice.Next(2) == 0);
    }

    private Task StepAsync(int step) => dice.Next(10) switch
    {
        0 or 1 => user.MarkTaskAsync(dice.Next(user.Today.Tasks.Length), dice.Next(4) > 0),
        2 => user.ReflectAsync(string.Create(CultureInfo.InvariantCulture, $"Reflection {step}")),
        3 or 4 => user.LogDistractionAsync(string.Create(CultureInfo.InvariantCulture, $"Distraction {step}")),
        5 or 6 => user.Session?.Status == "paused" ? user.ResumeSessionAsync() : user.PauseSessionAsync(),
        7 => user.RateAsync(dice.Next(1, 6)),
        _ => ReadAsync(),
    };

    /// <summary>The end in any order: the session, the tasks or the reflection may be what completes the day.</summary>
    private async Task FinishAsync(bool livesTheDay)
    {
        if (user.Session?.Status == "paused" && (livesTheDay || dice.Next(2) == 0))
        {
            await user.ResumeSessionAsync();
        }

        var endings = new List<Func<Task>> { () => EndSessionAsync(livesTheDay) };
        if (livesTheDay)
        {
            endings.Add(DoTasksAsync);
            endings.Add(() => user.ReflectAsync("The last one"));
        }

        foreach (var ending in endings.OrderBy(_ => dice.Next()))
        {
            await ThinkAsync();
            await ending();
        }

        // A day that is lived has to stay as it is: what it is complete for would go.
        if (!livesTheDay && dice.Next(2) == 0)
        {
            await user.CorrectSessionAsync();
        }

        if (dice.Next(4) == 0)
        {
            await user.PauseProgramAsync();
            await user.ResumeProgramAsync();
        }
        else if (dice.Next(4) == 0)
        {
            await GiveUpAsync();
        }
    }

    /// <summary>Gives up, mostly in the middle of one more session.</summary>
    private async Task GiveUpAsync()
    {
        if (dice.Next(4) > 0)
        {
            await user.StartSessionAsync();
            await ThinkAsync();
            if (dice.Next(3) == 0)
            {
                await user.PauseSessionAsync();
                await ThinkAsync();
            }
        }

        await ThinkAsync();
        await user.AbandonProgramAsync();
    }

    private async Task DoTasksAsync()
    {
        for (var index = 0; index < user.Today.Tasks.Length; index++)
        {
            if (!user.Today.Tasks[index])
            {
                await user.MarkTaskAsync(index, done: true);
            }
        }
    }

    private async Task EndSessionAsync(bool credited)
    {
        if (credited && user.Session is { } session)
        {
            var missing = (user.Today.TargetMinutes * 60) + Spare - session.LeastElapsed(suiteTime());
            await PauseAsync(TimeSpan.FromSeconds(Math.Max(0, missing)) / timeScale);
            await user.CompleteSessionAsync();
        }
        else if (dice.Next(4) == 0)
        {
            await user.CancelSessionAsync();
        }
        else
        {
            await user.CompleteSessionAsync();
        }
    }

    private Task<Reply> ReadAsync() => user.ReadAsync(dice.Next(7) switch
    {
        0 => "programs/",
        1 => $"programs/{user.Current.Id}/",
        2 => $"programs/{user.Current.Id}/days/1/",
        3 => "sessions/active/",
        4 => "sessions/?page_size=5",
        5 => $"programs/{user.Current.Id}/weekly-review/1/",
        _ => "history/?page_size=5",
    });

    private Task ThinkAsync() => PauseAsync(MaxThought * dice.NextDouble());

    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, ct);
        }
        catch (OperationCanceledException)
        {
            // The run is over: whatever comes next ends at once.
        }
    }
}
