using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;
using static FocusSuite.Insights.Tests.Achievements.Made;

namespace FocusSuite.Insights.Tests.Achievements;

public class FilterTests
{
    private static readonly Fact[] Sessions =
    [
        Session("monday", 2) with { Seconds = 900, DayNumber = 2 },
        Session("tuesday", 3) with { Seconds = 1500, DayNumber = 3, IsManual = true },
        Session("sunday", 8) with { Seconds = 1501, DayNumber = 8, EnrollmentId = 2 },
        Session("nowhere", 9) with { Seconds = 3600, DayNumber = 0, EnrollmentId = 0 },
        Started(1, 14),
        Started(2, 30),
    ];

    [Fact]
    public void Weekdays_OfAFilter_AreThoseOfTheDate()
    {
        Passing(new() { Weekdays = [DayOfWeek.Monday] }).ShouldBe(["monday", "nowhere"]);
        Passing(new() { Weekdays = [DayOfWeek.Sunday, DayOfWeek.Tuesday] }).ShouldBe(["tuesday", "sunday"]);
    }

    [Fact]
    public void Minutes_OfAFilter_AreOfTheSecondsThatCount()
    {
        Passing(new() { MinMinutes = 25 }).ShouldBe(["tuesday", "sunday", "nowhere"]);
        Passing(new() { MaxMinutes = 25 }).ShouldBe(["monday", "tuesday"]);
        Passing(new() { MinMinutes = 25, MaxMinutes = 25 }).ShouldBe(["tuesday"]);
    }

    [Fact]
    public void Manual_Sessions_AreNotMeasured() => Passing(new() { IsMeasuredOnly = true }).ShouldBe(["monday", "sunday", "nowhere"]);

    [Fact]
    public void Programs_OfAFilter_AreToldByTheirStart()
    {
        Passing(new() { ProgramDays = 14 }).ShouldBe(["monday", "tuesday"]);
        Passing(new() { ProgramDays = 30 }).ShouldBe(["sunday"]);
    }

    [Fact]
    public void Program_WhoseStartNobodyTold_IsAsLongAsItsCompletionSays()
    {
        var facts = Sessions.Where(fact => fact.Kind != FactKind.ProgramStarted).Append(Completed(2, 30, 20));

        Keys(new() { ProgramDays = 30 }, facts).ShouldBe(["sunday"]);
    }

    [Fact]
    public void DayNumbers_OfAFilter_AreARangeWithBothEnds()
    {
        Passing(new() { FirstDay = 3 }).ShouldBe(["tuesday", "sunday"]);
        Passing(new() { LastDay = 3 }).ShouldBe(["monday", "tuesday"]);
        Passing(new() { FirstDay = 3, LastDay = 7 }).ShouldBe(["tuesday"]);
    }

    [Fact]
    public void Filter_OfManyParts_AsksForAllOfThem() =>
        Passing(new() { Weekdays = [DayOfWeek.Monday], MaxMinutes = 20, IsMeasuredOnly = true, ProgramDays = 14, LastDay = 7 })
            .ShouldBe(["monday"]);

    private static IEnumerable<string> Passing(AchievementFilter filter) => Keys(filter, Sessions);

    private static IEnumerable<string> Keys(AchievementFilter filter, IEnumerable<Fact> facts)
    {
        var best = Evaluate(Condition(Metric.Sessions, [99], filter), facts).Best;
        return Evaluate(Condition(Metric.Sessions, [best], filter), facts).Earned.ShouldHaveSingleItem().FactKeys
            .Select(key => key["session/".Length..]);
    }
}
