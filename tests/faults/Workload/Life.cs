using System.Globalization;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>
/// One person's part of a workload, as dice have it: enroll, start, a session with all that may happen in it, tasks, reflections, reads
/// between. About half of the people do all that the first day asks for, so that the whole chain from a session to the totals runs.
/// </summary>
public sealed class Life(Person person, Random dice, Func<DateTimeOffset> suiteTime, double timeScale, CancellationToken ct)
{
    private static readonly TimeSpan LongestThought = TimeSpan.FromMilliseconds(90);

    // What a day asks for, and a little more, since the clock that counts is the service's.
    private const double Spare = 60;

    public async Task LiveAsync()
    {
        if (!await person.EnrollAsync(person.Account.Pro && dice.Next(2) == 0 ? 2 : 1) || !await person.StartProgramAsync())
        {
            return;
        }

        await person.StartSessionAsync();
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
        0 or 1 => person.MarkTaskAsync(dice.Next(person.Today.Tasks.Length), dice.Next(4) > 0),
        2 => person.ReflectAsync(string.Create(CultureInfo.InvariantCulture, $"Reflection {step}")),
        3 or 4 => person.LogDistractionAsync(string.Create(CultureInfo.InvariantCulture, $"Distraction {step}")),
        5 or 6 => person.Session?.Status == "paused" ? person.ResumeSessionAsync() : person.PauseSessionAsync(),
        7 => person.RateAsync(dice.Next(1, 6)),
        _ => ReadAsync(),
    };

    /// <summary>The end in any order: the session, the tasks or the reflection may be what completes the day.</summary>
    private async Task FinishAsync(bool livesTheDay)
    {
        if (person.Session?.Status == "paused" && (livesTheDay || dice.Next(2) == 0))
        {
            await person.ResumeSessionAsync();
        }

        var endings = new List<Func<Task>> { () => EndSessionAsync(livesTheDay) };
        if (livesTheDay)
        {
            endings.Add(DoTasksAsync);
            endings.Add(() => person.ReflectAsync("The last one"));
        }

        foreach (var ending in endings.OrderBy(_ => dice.Next()))
        {
            await ThinkAsync();
            await ending();
        }

        if (dice.Next(4) == 0)
        {
            await person.PauseProgramAsync();
            await person.ResumeProgramAsync();
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
            await person.StartSessionAsync();
            await ThinkAsync();
            if (dice.Next(3) == 0)
            {
                await person.PauseSessionAsync();
                await ThinkAsync();
            }
        }

        await ThinkAsync();
        await person.AbandonProgramAsync();
    }

    private async Task DoTasksAsync()
    {
        for (var index = 0; index < person.Today.Tasks.Length; index++)
        {
            if (!person.Today.Tasks[index])
            {
                await person.MarkTaskAsync(index, done: true);
            }
        }
    }

    private async Task EndSessionAsync(bool credited)
    {
        if (credited && person.Session is { } session)
        {
            var missing = (person.Today.TargetMinutes * 60) + Spare - session.LeastElapsed(suiteTime());
            await PauseAsync(TimeSpan.FromSeconds(Math.Max(0, missing)) / timeScale);
            await person.CompleteSessionAsync();
        }
        else if (dice.Next(4) == 0)
        {
            await person.CancelSessionAsync();
        }
        else
        {
            await person.CompleteSessionAsync();
        }
    }

    private Task<Reply> ReadAsync() => person.ReadAsync(dice.Next(7) switch
    {
        0 => "programs/",
        1 => $"programs/{person.Current.Id}/",
        2 => $"programs/{person.Current.Id}/days/1/",
        3 => "sessions/active/",
        4 => "sessions/?page_size=5",
        5 => $"programs/{person.Current.Id}/weekly-review/1/",
        _ => "history/?page_size=5",
    });

    private Task ThinkAsync() => PauseAsync(LongestThought * dice.NextDouble());

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
