using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class ProgramDayTests
{
    [Fact]
    public void Untouched_OfATemplate_IsItsCopyWithNothingDone()
    {
        var day = Some.Day(day: 3, tasks: 2, minutes: 50);

        day.Id.ShouldBe("70:3");
        day.TargetMinutes.ShouldBe(50);
        day.Tasks.ShouldBe([new DayTask("Task 0", 0, null), new DayTask("Task 1", 1, null)]);
        (day.StartedAt, day.CompletedAt, day.TasksCompleted, day.SessionCount, day.Notes).ShouldBe((null, null, 0, 0, string.Empty));
    }

    [Fact]
    public void StartedAt_OfThingsDoneAtSeveralTimes_IsTheEarliest()
    {
        var day = Some.Day().Reflect("One.", Some.Operation()).State!.Reflect("Two.", Some.Operation(Some.Noon.AddHours(1))).State!;
        day.StartedAt.ShouldBe(Some.Noon);
        day.CreditSession(Some.Credit("s", 60), Some.Noon.AddHours(-1), Some.Operation()).State!.StartedAt.ShouldBe(Some.Noon.AddHours(-1));
    }
}
