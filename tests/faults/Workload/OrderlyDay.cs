using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>A first day without surprises: all tasks, a reflection, a short session, and one that completes the day.</summary>
public sealed class OrderlyDay(Person person, Func<DateTimeOffset> suiteTime)
{
    private const double Spare = 60;

    public async Task LiveAsync(CancellationToken ct)
    {
        await person.EnrollAsync(1);
        await person.StartProgramAsync();
        for (var index = 0; index < person.Today.Tasks.Length; index++)
        {
            await person.MarkTaskAsync(index, done: true);
        }

        await person.ReflectAsync("A day in order");
        await person.StartSessionAsync();
        await person.CompleteSessionAsync();
        await person.StartSessionAsync();
        var missing = (person.Today.TargetMinutes * 60) + Spare - person.Session!.LeastElapsed(suiteTime());
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, missing)) / LabSettings.TimeScale, ct);
        await person.CompleteSessionAsync();
    }
}
