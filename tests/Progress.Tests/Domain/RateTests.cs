using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class RateTests
{
    [Theory]
    [InlineData(5, null, null, 5, 2, "old")]
    [InlineData(null, 4, null, 1, 4, "old")]
    [InlineData(null, null, "new", 1, 2, "new")]
    [InlineData(null, null, "", 1, 2, "")]
    [InlineData(3, 3, "all", 3, 3, "all")]
    public void Rate_WhatIsGiven_ChangesThatOnly(
        int? difficulty, int? satisfaction, string? notes, int expectedDifficulty, int expectedSatisfaction, string expectedNotes)
    {
        var day = Rated(Some.Day(), new(1, 2, "old")).State!;

        var outcome = Rated(day, new(difficulty, satisfaction, notes));

        (outcome.State!.DifficultyRating, outcome.State.SatisfactionRating, outcome.State.Notes)
            .ShouldBe((expectedDifficulty, expectedSatisfaction, expectedNotes));
        outcome.State!.Rating.ShouldBe(new DayRating(expectedDifficulty, expectedSatisfaction, expectedNotes));
        outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<DayRated>().DayNumber.ShouldBe(1);
    }

    [Fact]
    public void Rate_NothingNew_ChangesAndTellsNothing()
    {
        var untouched = Some.Day();
        Rated(untouched, new(null, null, null)).State.ShouldBeSameAs(untouched);

        var day = Rated(untouched, new(1, 2, "same")).State!;
        var outcome = Rated(day, new(1, 2, "same"));
        outcome.State.ShouldBeSameAs(day);
        outcome.State!.Rating.ShouldBe(new DayRating(1, 2, "same"));
        outcome.Events.ShouldBeEmpty();
    }

    private static Decision<ProgramDay> Rated(ProgramDay day, DayRating rating) => day.Rate(rating, Some.Open, Some.Operation());
}
