using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;

namespace FocusSuite.Progress.Tests.Domain;

public class MarkTaskTests
{
    [Fact]
    public void Mark_OpenTask_IsDoneNowAndStartsTheDay()
    {
        var operation = Some.Operation();

        var outcome = Some.Day().Mark(1, true, operation);

        outcome.State!.TasksCompleted.ShouldBe(1);
        outcome.State!.Tasks.Select(task => task.CompletedAt).ShouldBe([null, Some.Noon, null]);
        outcome.State!.StartedAt.ShouldBe(Some.Noon);
        var told = outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<TaskUpdated>();
        (told.EnrollmentId, told.DayNumber, told.TaskIndex, told.IsCompleted, told.CorrelationId)
            .ShouldBe((Some.Enrollment, 1, 1, true, operation.CorrelationId));
    }

    [Fact]
    public void Mark_DoneTaskAgain_KeepsItsTimeAndTellsNothing()
    {
        var day = Some.Day().Mark(1, true, Some.Operation()).State!;

        var outcome = day.Mark(1, true, Some.Operation(Some.Noon.AddHours(1)));

        outcome.State!.ShouldBeSameAs(day);
        outcome.State!.TasksCompleted.ShouldBe(1);
        outcome.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Mark_DoneTaskAsOpen_TakesItsTimeBack()
    {
        var day = Some.Day().Mark(1, true, Some.Operation()).State!;

        var outcome = day.Mark(1, false, Some.Operation());

        outcome.State!.TasksCompleted.ShouldBe(0);
        outcome.State!.Tasks[1].CompletedAt.ShouldBeNull();
        outcome.Events.OfType<TaskUpdated>().ShouldHaveSingleItem().IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, 3, "Must be between 0 and 2.")]
    [InlineData(3, int.MaxValue, "Must be between 0 and 2.")]
    [InlineData(3, -1, "Must be between 0 and 2.")]
    [InlineData(0, 0, "This day has no tasks.")]
    public void Mark_IndexOutsideTheList_IsRefusedByField(int tasks, int index, string message)
    {
        var decision = Some.Day(tasks: tasks).Mark(index, true, Some.Operation());

        decision.Refusal.ShouldBe(Refusal.InvalidField("task_index", message));
        decision.Refusal!.ToException().Fields["task_index"].ShouldBe([message]);
    }
}
