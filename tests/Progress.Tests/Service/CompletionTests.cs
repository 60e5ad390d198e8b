using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.TestSupport.Waiting;

namespace FocusSuite.Progress.Tests.Service;

public class CompletionTests(ProgressFixture fixture)
{
    public static TheoryData<string> LastOnes => ["task", "session", "reflection"];

    [Theory]
    [MemberData(nameof(LastOnes))]
    public async Task Day_WhateverIsLast_CompletesExactlyOnceAndAdvances(string last)
    {
        var me = fixture.Enroll();
        var session = me.Session("s");
        var steps = new Dictionary<string, Func<Task>>
        {
            ["task"] = async () => (await me.MarkAsync(2)).TasksCompleted.ShouldBe(3),
            ["session"] = () => me.DeliverAsync(session),
            ["reflection"] = async () => (await me.ReflectAsync()).DayCompleted.ShouldBe(last == "reflection"),
        };
        await me.MarkAsync(0);
        await me.MarkAsync(1);
        foreach (var step in steps.Where(step => step.Key != last))
        {
            await step.Value();
        }

        (await me.DayAsync()).UserProgress.IsCompleted.ShouldBeFalse();
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(0);

        await steps[last]();
        await Eventually.UntilAsync(async () => (await me.DayAsync()).UserProgress.IsCompleted);

        var day = (await me.DayAsync()).UserProgress;
        (day.IsCompleted, day.TasksCompleted, day.FocusMinutes, day.Reflections.Count).ShouldBe((true, 3, 25, 1));

        // All that may come after it changes nothing.
        await me.MarkAsync(0, isCompleted: false);
        await me.MarkAsync(0);
        await me.ReflectAsync("Again.");
        await me.DeliverAsync(session);
        await me.DeliverAsync(me.Session("more"));
        (await me.DayAsync()).UserProgress.CompletedAt.ShouldBe(day.CompletedAt);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }

    [Theory]
    [InlineData("task")]
    [InlineData("reflection")]
    public async Task Write_ThatCompletesTheDay_AnswersAfterTheProgramHasAdvanced(string last)
    {
        var me = fixture.Enroll();
        await me.MarkAsync(0);
        await me.MarkAsync(1);
        await me.DeliverAsync(me.Session("s"));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Relay.HoldAdvance[me.Id] = held.Task;
        await (last == "task" ? (Task)me.ReflectAsync() : me.MarkAsync(2));

        var writing = last == "task" ? (Task)me.MarkAsync(2) : me.ReflectAsync();
        await Eventually.UntilAsync(async () => await fixture.CountAsync<DayEvaluated>(me.Id) == 1);

        writing.IsCompleted.ShouldBeFalse();
        (await me.OverviewAsync()).Totals.DaysCompleted.ShouldBe(0);
        held.SetResult();
        await writing.WaitAsync(TimeSpan.FromSeconds(30));

        var totals = (await me.OverviewAsync()).Totals;
        (totals.DaysCompleted, totals.CompletionPercentage, totals.TotalFocusMinutes, totals.TotalSessions).ShouldBe((1, 7.1, 25L, 1));
    }
}
