using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>A repeat with the key where the answer was recorded, and where the process died before that (the recorded keys are dropped).</summary>
public class IdempotencyTests(ProgressFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddReflection_Repeated_AddsOnceAndAnswersAsThen(bool crashed)
    {
        var me = fixture.Enroll();
        var first = await me.ReflectAsync("First.", key: $"k{me.Id}");
        await me.ReflectAsync("Second.");
        await CrashAsync(me, crashed);

        var repeat = await me.ReflectAsync("First.", key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.Reflections.Select(reflection => reflection.Answer).ShouldBe(["First.", "Second."]);
        (await fixture.CountAsync<ReflectionAdded>(me.Id)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UpdateTask_RepeatedAfterItWasTakenBack_DoesNotActAgain(bool crashed)
    {
        var me = fixture.Enroll();
        var first = await me.MarkAsync(0, key: $"k{me.Id}");
        await me.MarkAsync(0, isCompleted: false);
        await CrashAsync(me, crashed);

        var repeat = await me.MarkAsync(0, key: $"k{me.Id}");

        repeat.ShouldBe(first);
        (await me.DayAsync()).UserProgress.TasksCompleted.ShouldBe(0);
    }

    [Fact]
    public async Task AddReflection_RepeatedAfterItCompletedTheProgram_AnswersAsThen()
    {
        var me = fixture.Enroll();
        foreach (var task in Enumerable.Range(0, 3))
        {
            await me.MarkAsync(task);
        }

        await me.DeliverAsync(me.Session("s"));
        var first = await me.ReflectAsync(key: $"k{me.Id}");
        me.Enrollment.Status = EnrollmentStatus.Completed;
        await CrashAsync(me, crashed: true);

        var repeat = await me.ReflectAsync(key: $"k{me.Id}");

        first.DayCompleted.ShouldBeTrue();
        repeat.ShouldBe(first);
        (await fixture.CountAsync<DayEvaluated>(me.Id)).ShouldBe(1);
    }

    private async Task CrashAsync(Person person, bool crashed)
    {
        if (crashed)
        {
            (await fixture.ForgetKeysAsync(person.Id)).ShouldBe(1);
        }
    }
}
