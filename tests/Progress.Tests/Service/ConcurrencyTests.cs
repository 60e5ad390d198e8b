using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Service;

public class ConcurrencyTests(ProgressFixture fixture)
{
    private const long LongProgram = 20;

    [Fact]
    public async Task TwentyTaskUpdates_AtOnce_LoseNothing()
    {
        var me = fixture.Enroll(program: LongProgram);
        fixture.Peers.Programs[LongProgram] = [Some.Template(1, tasks: 20)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(task => me.MarkAsync(task)));

        answers.Select(answer => answer.TasksCompleted).Order().ShouldBe(Enumerable.Range(1, 20));
        (await me.DayAsync()).UserProgress.TasksCompleted.ShouldBe(20);
        (await fixture.CountAsync<TaskUpdated>(me.Id)).ShouldBe(20);
    }

    [Fact]
    public async Task TwentyReflections_AtOnce_LoseNothing()
    {
        var me = fixture.Enroll();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => me.ReflectAsync($"Number {number}.")));

        answers.Select(answer => answer.ReflectionsCount).Order().ShouldBe(Enumerable.Range(1, 20));
        (await me.DayAsync()).UserProgress.Reflections.Select(reflection => reflection.Answer).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task TwentySessions_AtOnceEachTwice_AreCreditedOnceEach()
    {
        var me = fixture.Enroll();
        var sessions = Enumerable.Range(0, 20).Select(number => me.Session($"{number}", 30, day: (number % 2) + 1)).ToList();

        await Task.WhenAll(sessions.Concat(sessions).Select(me.DeliverAsync));

        var totals = (await me.OverviewAsync()).Totals;
        (totals.TotalFocusMinutes, totals.TotalSessions).ShouldBe((10L, 20));
        (await me.DayAsync(1)).UserProgress.FocusMinutes.ShouldBe(5);
    }

    [Fact]
    public async Task EverythingThatCompletesADay_AtOnce_CompletesItOnce()
    {
        var me = fixture.Enroll();

        var reflecting = Enumerable.Range(0, 3).Select(_ => me.ReflectAsync());
        var marking = Enumerable.Range(0, 3).Select(task => me.MarkAsync(task));
        await Task.WhenAll([.. reflecting, .. marking, me.DeliverAsync(me.Session("a", 750)), me.DeliverAsync(me.Session("b", 750))]);

        (await me.DayAsync()).UserProgress.IsCompleted.ShouldBeTrue();
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }
}
