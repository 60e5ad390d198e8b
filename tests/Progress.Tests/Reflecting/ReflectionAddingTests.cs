using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Reflecting;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Tests.Reflecting;

public class ReflectionAddingTests
{
    [Fact]
    public void Add_Reflection_IsLastInTheListAndTold()
    {
        var day = Some.Day().WithReflection();

        var outcome = ReflectionAdding.Add(day, "What now?", "Onward.", Some.Operation(Some.Noon.AddHours(1)));

        outcome.Count.ShouldBe(2);
        outcome.DayCompleted.ShouldBeFalse();
        outcome.Day.Reflections[1].ShouldBe(new Reflection("What now?", "Onward.", Some.Noon.AddHours(1)));
        outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<ReflectionAdded>().ReflectionsCount.ShouldBe(2);
    }

    [Fact]
    public void Add_TheHundredAndFirst_IsRefused()
    {
        var day = Enumerable.Range(0, 99).Aggregate(Some.Day(), (current, _) => current.WithReflection());
        day = day.WithReflection();
        day.Reflections.Count.ShouldBe(100);

        var refusal = Should.Throw<ApiException>(() => day.WithReflection());
        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.LimitReached, "A day holds at most 100 reflections."));
    }
}
