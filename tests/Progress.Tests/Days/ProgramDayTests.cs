using FocusSuite.Progress.Days;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Days;

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
    public void Touched_AtSeveralTimes_KeepsTheEarliest()
    {
        var day = Some.Day().Touched(Some.Noon).Touched(Some.Noon.AddHours(1));
        day.StartedAt.ShouldBe(Some.Noon);
        day.Touched(Some.Noon.AddHours(-1)).StartedAt.ShouldBe(Some.Noon.AddHours(-1));
    }
}
