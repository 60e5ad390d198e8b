using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Rating;
using FocusSuite.Progress.Reflecting;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Days;

public class DayOutcomeTests
{
    [Fact]
    public void Incomplete_OfAChangeThatCompletesTheDay_KeepsTheChangeOnly()
    {
        var outcome = ReflectionAdding.Add(Some.Day().WithTasks(3).WithFocus(1500), "Why?", "Because.", Some.Operation());
        outcome.CompletesDay.ShouldBeTrue();

        var incomplete = outcome.Incomplete();

        (incomplete.CompletesDay, incomplete.DayCompleted, incomplete.Count).ShouldBe((false, false, 1));
        (incomplete.Day.CompletedAt, incomplete.Day.CompletedBy, incomplete.Day.Reflections.Count).ShouldBe((null, null, 1));
        incomplete.Events.ShouldHaveSingleItem().ShouldBeOfType<ReflectionAdded>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Unchanged_OfADay_TellsWhetherItIsComplete(bool complete)
    {
        var day = complete ? Some.Complete() : Some.Day();

        var outcome = DayOutcome.Unchanged(day, 2);

        outcome.Day.ShouldBeSameAs(day);
        (outcome.DayCompleted, outcome.Count, outcome.Events.Count).ShouldBe((complete, 2, 0));
    }

    [Fact]
    public void Repeat_OfARequest_AnswersAsThen()
    {
        var rating = new DayRating(1, null, string.Empty);
        var outcome = DayOutcome.Repeat(Some.Complete(), new RequestReceipt("key", Some.Noon, 2, DayCompleted: false) { Rating = rating });

        (outcome.DayCompleted, outcome.Count, outcome.Rating, outcome.Events.Count).ShouldBe((false, 2, rating, 0));
    }
}
