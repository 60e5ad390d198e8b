using System.Text.Json.Nodes;
using Shouldly;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>The oracle itself: what is lost or counted wrong is told.</summary>
public sealed class OracleTests
{
    private const long Enrollment = 7;

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("2026-03-04", 1, 1)]
    [InlineData("2026-03-03", 1, 1)]
    [InlineData("2026-03-02", 0, 1)]
    [InlineData("2026-02-27,2026-02-28,2026-03-01,2026-03-03,2026-03-04", 2, 3)]
    public void Streak_OfDates_IsTheRowThatIsAliveAndTheLongest(string dates, int current, int longest)
    {
        var streak = new StreakModel(dates.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(date => DateOnly.Parse(date, null)));

        (streak.CurrentAt(Now), streak.Longest).ShouldBe((current, longest));
    }

    [Theory]
    [InlineData("2026-03-03", "2026-03-04", 0)]
    [InlineData("2026-03-04", "2026-03-04", 1)]
    [InlineData("2026-03-02", "2026-03-04", 1)]
    public void Comparison_OfTheTotalsDates_TellsEachThatIsLostOrTooMany(string first, string last, int differences)
    {
        var stored = new Snapshot(Now, [], [Completed("a", "2026-03-03T23:59:59Z"), Completed("b", "2026-03-04T00:00:00Z")], [], [Totals(first, last)]);

        new StoreComparison(stored, [new EnrollmentModel(Enrollment, 1, 1, 14)], boundsOfTime: true).Run()
            .Count(difference => difference.Contains("dates of the streak", StringComparison.Ordinal)).ShouldBe(differences);
    }

    private static JsonObject Completed(string id, string endedAt) => new JsonObject
    {
        ["id"] = id,
        ["enrollmentId"] = Enrollment,
        ["dayNumber"] = 1,
        ["status"] = "Completed",
        ["endedAt"] = DateTimeOffset.Parse(endedAt, null),
        ["creditedSeconds"] = 60,
    };

    private static JsonObject Totals(string first, string last) => new JsonObject
    {
        ["enrollmentId"] = Enrollment,
        ["focus"] = new JsonArray(),
        ["completedDays"] = new JsonArray(),
        ["dates"] = new JsonArray(new JsonObject { ["first"] = first, ["last"] = last }),
    };
}
