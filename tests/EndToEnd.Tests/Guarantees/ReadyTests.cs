using System.Globalization;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>What "ready" means: a system that has just been started, with the settings of an installation.</summary>
public sealed class ReadyTests
{
    /// <summary>Starts; FOCUS_TEST_STARTS sets another number.</summary>
    private static readonly int Starts = int.Parse(
        Environment.GetEnvironmentVariable("FOCUS_TEST_STARTS") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>D5: the first completion of all is answered after its effects: the next day is open at once.</summary>
    [Fact]
    public async Task Start_FirstDayCompletedByItsSessionAtOnce_TheNextDayIsOpen()
    {
        for (var number = 1; number <= Starts; number++)
        {
            using var start = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            await using var system = await FocusSystem.StartAsync(new FocusSystemOptions { TimeScale = Suite.TimeScale }, start.Token);
            var user = await Suite.NewUserAsync(system);
            var enrollment = await user.BeginAsync();
            for (var task = 0; task < 3; task++)
            {
                (await user.TaskAsync(enrollment, 1, task)).Ok();
            }

            (await user.ReflectAsync(enrollment, 1)).Created();
            var session = await user.StartSessionAsync(enrollment);
            using var clock = new PeriodicTimer((TimeSpan.FromMinutes(25) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
            await clock.WaitForNextTickAsync();

            var began = TimeProvider.System.GetTimestamp();
            var answer = (await user.CompleteAsync(session)).Ok();
            var took = TimeProvider.System.GetElapsedTime(began);

            answer.Header("Focus-Effects").ShouldBeNull($"start {number}, after {took}");
            (await user.TaskAsync(enrollment, 2, 0)).Ok();
            ((int)(await user.DetailsAsync(enrollment))["progress"]!["days_completed"]!).ShouldBe(1);
            TestContext.Current.TestOutputHelper?.WriteLine($"Start {number}: the first completion took {took.TotalMilliseconds:0} ms");
        }
    }
}
