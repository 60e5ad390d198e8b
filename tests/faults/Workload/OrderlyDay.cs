using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Workload;

/// <summary>A first day without surprises: all tasks, a reflection, a short session, and one that completes the day.</summary>
public sealed class OrderlyDay(TestUser user, Func<DateTimeOffset> suiteTime)
{
    private const double Spare = 60;

    public async Task LiveAsync(CancellationToken ct)
    {
        await user.EnrollAsync(1);
        await user.StartProgramAsync();
        for (var index = 0; index < user.Today.Tasks.Length; index++)
        {
            await user.MarkTaskAsync(index, done: true);
        }

        await user.ReflectAsync("A day in order");
        await user.StartSessionAsync();
        await user.CompleteSessionAsync();
        await user.StartSessionAsync();
        var missing = (user.Today.TargetMinutes * 60) + Spare - user.Session!.LeastElapsed(suiteTime());
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, missing)) / LabSettings.TimeScale, ct);
        await user.CompleteSessionAsync();
    }
}
