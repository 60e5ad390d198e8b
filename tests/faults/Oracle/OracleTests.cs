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
        var stored = new Snapshot(
            Now, [], [Completed("a", "2026-03-03T23:59:59Z"), Completed("b", "2026-03-04T00:00:00Z")], [], [Totals(first, last)]);

        new StoreComparison(stored, [new EnrollmentModel(Enrollment, 1, 1, 14)], boundsOfTime: true).Run()
            .Count(difference => difference.Contains("dates of the streak", StringComparison.Ordinal)).ShouldBe(differences);
    }

    /// <summary>D2, D7: the oracle counts the date on which the work ended, and no session of less than a minute.</summary>
    [Theory]
    [InlineData("23:15", 25, "", "00:07", "2026-03-03")]
    [InlineData("23:15", 25, "", "23:40", "2026-03-03")]
    [InlineData("23:50", 25, "", "00:07", "2026-03-04")]
    [InlineData("23:50", 25, "23:58-00:30", "00:30", "2026-03-03")]
    [InlineData("23:50", 25, "23:58-00:30", "00:31", "2026-03-04")]
    [InlineData("23:15", 25, "23:20-23:50", "01:00", "2026-03-04")]
    [InlineData("23:15", 25, "23:20-23:30", "01:00", "2026-03-03")]
    [InlineData("23:15", 25, "23:45-00:20", "00:30", "2026-03-03")]
    [InlineData("23:15", 25, "23:16-23:18,23:20-00:05", "00:05", "2026-03-03")]
    public void Streak_OfASession_CountsTheDateOnWhichItsWorkEnded(string started, int planned, string pauses, string ended, string date)
    {
        var session = Completed("a", Moment(ended), Moment(started), planned * 60);
        foreach (var pause in pauses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pause => pause.Split('-')))
        {
            session["pauses"]!.AsArray()
                .Add(
                    new JsonObject
                    {
                        ["from"] = DateTimeOffset.Parse(Moment(pause[0]), null),
                        ["to"] = DateTimeOffset.Parse(Moment(pause[1]), null)
                    });
        }

        StreakModel.Of([session]).ToString().ShouldBe(date);
        session["creditedSeconds"] = 59;
        StreakModel.Of([session]).ToString().ShouldBeEmpty();
    }

    // Of the evening of the 3rd, or of the night after it.
    private static string Moment(string time) => $"2026-03-0{(string.CompareOrdinal(time, "12") > 0 ? 3 : 4)}T{time}:00Z";

    private static JsonObject Completed(string id, string endedAt, string startedAt = "2026-03-03T23:58:00Z", int planned = 1500) =>
        new JsonObject
        {
            ["id"] = id,
            ["enrollmentId"] = Enrollment,
            ["dayNumber"] = 1,
            ["status"] = "Completed",
            ["plannedSeconds"] = planned,
            ["startedAt"] = DateTimeOffset.Parse(startedAt, null),
            ["endedAt"] = DateTimeOffset.Parse(endedAt, null),
            ["distractions"] = new JsonArray(),
            ["pauses"] = new JsonArray(),
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
