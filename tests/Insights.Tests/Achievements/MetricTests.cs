using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;
using static FocusSuite.Insights.Tests.Achievements.Made;

namespace FocusSuite.Insights.Tests.Achievements;

public class MetricTests
{
    // One history that has something for each metric, and something that does not count.
    private static readonly Fact[] History =
    [
        Session("a", 1),
        Session("b", 1, 14) with { Seconds = 59 },
        Session("c", 2) with { Seconds = 90, Pauses = 1, Productivity = 3 },
        Session("d", 3) with { Seconds = 60, PlannedSeconds = 0, Productivity = 4, IsManual = true },
        Session("e", 5) with { Productivity = 5, Pauses = 2 },
        Session("f", 6) with { Seconds = 0, Productivity = 5 },
        Distraction("c", 1, 2),
        Distraction("c", 2, 2),
        Distraction("gone", 1, 9),
        Task(1),
        Task(1, 1),
        Task(2),
        Reflection(1),
        Reflection(1, 2),
        Reflection(4),
        Reflection(5),
        Rating(1, satisfaction: 4, difficulty: 5),
        Rating(2, satisfaction: 3, difficulty: 3),
        Rating(3, satisfaction: 5),
        Day(1),
        Day(2),
        Started(1, 14),
        Started(2, 30, 8),
        Completed(1, 14, 15),
    ];

    [Theory]
    [InlineData(nameof(Metric.Sessions), 4)]
    [InlineData(nameof(Metric.FocusMinutes), 52)]
    [InlineData(nameof(Metric.FocusDates), 4)]
    [InlineData(nameof(Metric.StreakDates), 3)]
    [InlineData(nameof(Metric.UnbrokenSessions), 2)]
    [InlineData(nameof(Metric.DistractionFreeSessions), 3)]
    [InlineData(nameof(Metric.PlannedSessionsKept), 2)]
    [InlineData(nameof(Metric.RatedSessions), 3)]
    [InlineData(nameof(Metric.ProductiveSessions), 2)]
    [InlineData(nameof(Metric.Distractions), 3)]
    [InlineData(nameof(Metric.Tasks), 3)]
    [InlineData(nameof(Metric.Reflections), 4)]
    [InlineData(nameof(Metric.ReflectionDates), 3)]
    [InlineData(nameof(Metric.ReflectionStreakDates), 2)]
    [InlineData(nameof(Metric.RatedDays), 3)]
    [InlineData(nameof(Metric.GoodDays), 2)]
    [InlineData(nameof(Metric.HardDays), 1)]
    [InlineData(nameof(Metric.CompletedDays), 2)]
    [InlineData(nameof(Metric.ProgramsStarted), 2)]
    [InlineData(nameof(Metric.ProgramsCompleted), 1)]
    public void Metric_OfAHistory_CountsWhatItSays(string metric, int expected)
    {
        var standing = Evaluate(Condition(Enum.Parse<Metric>(metric), [expected, expected + 1]), History);

        (standing.Best, standing.Next).ShouldBe((expected, expected + 1));
        standing.Earned.ShouldHaveSingleItem().Level.ShouldBe(1);
    }

    [Fact]
    public void Metrics_OfTheTable_StandAtTheirPlaces() =>
        Metrics.All.Select(traits => traits.Metric).ShouldBe(Enum.GetValues<Metric>());

    [Fact]
    public void Metrics_OfNoFacts_AreNothing() =>
        Enum.GetValues<Metric>().Select(metric => Evaluate(Condition(metric)))
            .ShouldAllBe(standing => standing.Earned.Count == 0 && standing.Current == 0 && standing.Best == 0 && standing.Next == 1);

    [Fact]
    public void Minutes_OfManySessions_AreOfTheirSecondsTogether()
    {
        var sessions = Enumerable.Range(1, 4).Select(day => Session($"s{day}", day) with { Seconds = 105 });

        Evaluate(Condition(Metric.FocusMinutes, [7]), sessions).Earned.ShouldHaveSingleItem().FactsCount.ShouldBe(4);
    }
}
