using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Marking;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Tests.Marking;

public class TaskMarkingTests
{
    [Fact]
    public void Mark_OpenTask_IsDoneNowAndStartsTheDay()
    {
        var operation = Some.Operation();

        var outcome = TaskMarking.Mark(Some.Day(), 1, true, operation);

        outcome.Count.ShouldBe(1);
        outcome.Day.Tasks.Select(task => task.CompletedAt).ShouldBe([null, Some.Noon, null]);
        outcome.Day.StartedAt.ShouldBe(Some.Noon);
        var told = outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<TaskUpdated>();
        (told.EnrollmentId, told.DayNumber, told.TaskIndex, told.IsCompleted, told.CorrelationId)
            .ShouldBe((Some.Enrollment, 1, 1, true, operation.CorrelationId));
    }

    [Fact]
    public void Mark_DoneTaskAgain_KeepsItsTimeAndTellsNothing()
    {
        var day = TaskMarking.Mark(Some.Day(), 1, true, Some.Operation()).Day;

        var outcome = TaskMarking.Mark(day, 1, true, Some.Operation(Some.Noon.AddHours(1)));

        outcome.Day.ShouldBeSameAs(day);
        outcome.Count.ShouldBe(1);
        outcome.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Mark_DoneTaskAsOpen_TakesItsTimeBack()
    {
        var day = TaskMarking.Mark(Some.Day(), 1, true, Some.Operation()).Day;

        var outcome = TaskMarking.Mark(day, 1, false, Some.Operation());

        outcome.Count.ShouldBe(0);
        outcome.Day.Tasks[1].CompletedAt.ShouldBeNull();
        outcome.Events.OfType<TaskUpdated>().ShouldHaveSingleItem().IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, 3, "Must be between 0 and 2.")]
    [InlineData(3, int.MaxValue, "Must be between 0 and 2.")]
    [InlineData(3, -1, "Must be between 0 and 2.")]
    [InlineData(0, 0, "This day has no tasks.")]
    public void Mark_IndexOutsideTheList_IsRefusedByField(int tasks, int index, string message)
    {
        var refusal = Should.Throw<ApiException>(() => TaskMarking.Mark(Some.Day(tasks: tasks), index, true, Some.Operation()));

        refusal.Code.ShouldBe(ErrorCodes.ValidationFailed);
        refusal.Fields["task_index"].ShouldBe([message]);
    }
}
