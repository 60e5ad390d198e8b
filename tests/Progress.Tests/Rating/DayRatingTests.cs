using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Rating;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Rating;

public class DayRatingTests
{
    [Theory]
    [InlineData(5, null, null, 5, 2, "old")]
    [InlineData(null, 4, null, 1, 4, "old")]
    [InlineData(null, null, "new", 1, 2, "new")]
    [InlineData(null, null, "", 1, 2, "")]
    [InlineData(3, 3, "all", 3, 3, "all")]
    public void Apply_WhatIsGiven_ChangesThatOnly(
        int? difficulty, int? satisfaction, string? notes, int expectedDifficulty, int expectedSatisfaction, string expectedNotes)
    {
        var day = new DayRating(1, 2, "old").Apply(Some.Day(), Some.Operation()).Day;

        var outcome = new DayRating(difficulty, satisfaction, notes).Apply(day, Some.Operation());

        (outcome.Day.DifficultyRating, outcome.Day.SatisfactionRating, outcome.Day.Notes).ShouldBe((expectedDifficulty, expectedSatisfaction, expectedNotes));
        outcome.Rating.ShouldBe(new DayRating(expectedDifficulty, expectedSatisfaction, expectedNotes));
        outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<DayRated>().DayNumber.ShouldBe(1);
    }

    [Fact]
    public void Apply_NothingNew_ChangesAndTellsNothing()
    {
        var untouched = Some.Day();
        new DayRating(null, null, null).Apply(untouched, Some.Operation()).Day.ShouldBeSameAs(untouched);

        var day = new DayRating(1, 2, "same").Apply(untouched, Some.Operation()).Day;
        var outcome = new DayRating(1, 2, "same").Apply(day, Some.Operation());
        outcome.Day.ShouldBeSameAs(day);
        outcome.Rating.ShouldBe(new DayRating(1, 2, "same"));
        outcome.Events.ShouldBeEmpty();
    }
}
