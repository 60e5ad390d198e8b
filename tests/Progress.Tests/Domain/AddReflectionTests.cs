using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class AddReflectionTests
{
    [Fact]
    public void Add_Reflection_IsLastInTheListAndTold()
    {
        var day = Some.Day().WithReflection();

        var outcome = day.AddReflection("What now?", "Onward.", Some.Open, Some.Operation(Some.Noon.AddHours(1)));

        (outcome.State!.Reflections.Count, outcome.State.IsEvaluated).ShouldBe((2, false));
        outcome.State.Reflections[1].ShouldBe(new Reflection("What now?", "Onward.", Some.Noon.AddHours(1), 2));
        outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<ReflectionAdded>().ReflectionsCount.ShouldBe(2);
    }

    [Fact]
    public void Add_TheHundredAndFirst_IsRefused()
    {
        var day = Enumerable.Range(0, 99).Aggregate(Some.Day(), (current, _) => current.WithReflection());
        day = day.WithReflection();
        day.Reflections.Count.ShouldBe(100);

        day.Reflect("One more.", Some.Operation()).Refusal.ShouldBe(Refusal.LimitReached("A day holds at most 100 reflections."));
    }
}
