using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Journeys;

/// <summary>Users' days, lived through as the API document describes them.</summary>
public sealed class JourneyTests(Suite suite)
{
    [Fact]
    public async Task FirstDay_AsTheDocumentTellsIt_AdvancesToDayTwoByTheReflection()
    {
        var user = await suite.NewUserAsync();
        (await user.GetAsync("programs/")).Ok();
        var enrollment = (await user.PostAsync("programs/enroll/", new { program_id = 1 })).Created().Number("enrollment_id");
        (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok();
        (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok();
        for (var task = 0; task < 3; task++)
        {
            (await user.TaskAsync(enrollment, 1, task)).Ok();
        }

        var session = (await user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25 }))
            .Created().Word("session_id");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone call" })).Ok();
        using (var clock = new PeriodicTimer((TimeSpan.FromMinutes(25) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20)))
        {
            await clock.WaitForNextTickAsync();
        }

        (await user.PostAsync("sessions/complete/", new { session_id = session, productivity_rating = 4 })).Ok();
        ((int)(await user.DetailsAsync(enrollment))["current_day"]!).ShouldBe(1, "the reflection is still missing");

        var reflection = (await user.PostAsync(
            "reflections/add/",
            new { enrollment_id = enrollment, day_number = 1, question = "What's the biggest win?", answer = "I stayed focused for 25 minutes!" })).Created();

        ((bool)reflection["day_completed"]).ShouldBeTrue();
        var details = await user.DetailsAsync(enrollment);
        ((int)details["current_day"]!, (int)details["current_day_info"]!["day_number"]!).ShouldBe((2, 2));
        details["progress"]!.ToJsonString().ShouldBe(
            """{"days_completed":1,"completion_percentage":7.1,"total_focus_minutes":25,"total_sessions":1,"current_streak":1,"longest_streak":1,"achievements":[]}""");
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok().HasShape(Documented.Day)["user_progress"];
        ((bool)day["is_completed"]!, (int)day["focus_minutes"]!, day["completed_at"] is not null).ShouldBe((true, 25, true));
    }

    [Theory]
    [InlineData("task")]
    [InlineData("session")]
    [InlineData("reflection")]
    public async Task Day_CompletedByWhateverComesLast_AdvancesOnce(string last)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var steps = new Dictionary<string, Func<Task>>
        {
            ["task"] = async () =>
            {
                for (var task = 0; task < 3; task++)
                {
                    (await user.TaskAsync(enrollment, 1, task)).Ok();
                }
            },
            ["session"] = () => user.FocusAsync(enrollment, 1, 25),
            ["reflection"] = async () => (await user.ReflectAsync(enrollment, 1)).Created(),
        };
        foreach (var step in steps.OrderBy(step => step.Key == last))
        {
            ((int)(await user.DetailsAsync(enrollment))["current_day"]!).ShouldBe(1);
            await step.Value();
        }

        ((int)(await user.DetailsAsync(enrollment))["current_day"]!).ShouldBe(2);

        // Once complete, always complete: undoing a task takes nothing back, and doing it again advances nothing.
        (await user.TaskAsync(enrollment, 1, 0, done: false)).Ok();
        (await user.TaskAsync(enrollment, 1, 0)).Ok();
        var details = await user.DetailsAsync(enrollment);
        ((int)details["current_day"]!, (int)details["progress"]!["days_completed"]!).ShouldBe((2, 1));
    }

    [Fact]
    public async Task FourteenDays_LivedThrough_EndCompleted()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        for (var day = 1; day <= 14; day++)
        {
            ((int)(await user.DetailsAsync(enrollment))["current_day"]!).ShouldBe(day);
            (await user.PostAsync("days/rate/",
                new
                {
                    enrollment_id = enrollment,
                    day_number = day,
                    difficulty_rating = day <= 7 ? 3 : (day % 2) + 3,
                    satisfaction_rating = 5
                })).Ok();
            await user.LiveDayAsync(enrollment, day);
        }

        var details = (await user.GetAsync($"programs/{enrollment}/")).Ok().HasShape(Documented.Details).Json!;
        ((string)details["status"]!, (int)details["current_day"]!).ShouldBe(("completed", 14));
        var progress = details["progress"]!;
        (
            (int)progress["days_completed"]!,
            (double)progress["completion_percentage"]!,
            (int)progress["total_focus_minutes"]!,
            (int)progress["total_sessions"]!)
            .ShouldBe((14, 100.0, (7 * 25) + (7 * 50), 14));
        ((int)progress["longest_streak"]!).ShouldBeGreaterThanOrEqualTo(1);

        var review = (await user.GetAsync($"programs/{enrollment}/weekly-review/2/")).Ok().HasShape(Documented.WeeklyReview);
        (
            review.Number("days_completed"),
            (double)review["completion_rate"],
            review.Number("total_focus_minutes"),
            (double)review["average_difficulty"],
            (double)review["average_satisfaction"])
            .ShouldBe((7, 100.0, 350, 3.4, 5.0));

        var entry = (await user.GetAsync("history/")).Ok().HasShape(Documented.History).Json![0]!;
        ((string)entry["status"]!, (double)entry["completion_percentage"]!, entry["completed_at"] is not null)
            .ShouldBe(("completed", 100.0, true));
        var listed = (await user.GetAsync("programs/")).Ok().Json![0]!;
        ((bool)listed["is_enrolled"]!, listed["enrollment_id"]).ShouldBe((false, null));
        (await user.TaskAsync(enrollment, 14, 0)).Problem(System.Net.HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        await user.EnrollAsync();
    }

    [Fact]
    public async Task ThirtyDays_FirstWeekOfAProUser_IsReviewed()
    {
        var user = await suite.NewUserAsync(pro: true);
        var enrollment = await user.BeginAsync(Journey.ThirtyDays);

        for (var day = 1; day <= 7; day++)
        {
            await user.LiveDayAsync(enrollment, day);
        }

        var review = (await user.GetAsync($"programs/{enrollment}/weekly-review/1/")).Ok().HasShape(Documented.WeeklyReview);
        review.Text.ShouldStartWith(
            """{"week_number":1,"start_day":1,"end_day":7,"days_completed":7,"total_days":7,"completion_rate":100,"total_focus_minutes":175,"average_difficulty":null,"average_satisfaction":null""");
        var details = await user.DetailsAsync(enrollment);
        (
            (int)details["current_day"]!,
            (double)details["progress"]!["completion_percentage"]!,
            (int)details["current_day_info"]!["tasks_progress"]!["total"]!).ShouldBe((8, 23.3, 4));
        (await user.GetAsync($"programs/{enrollment}/weekly-review/5/")).Ok()
            .Text.ShouldStartWith("""{"week_number":5,"start_day":29,"end_day":30,"days_completed":0,"total_days":2""");
    }

    [Fact]
    public async Task TwoShortSessions_SecondsAddUpBeforeMinutesAreShown()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        // A forgotten session is credited with exactly its planned time; two of a minute each and one of two make four.
        foreach (var minutes in new[] { 1, 1, 2 })
        {
            await user.FocusAsync(enrollment, 1, minutes);
        }

        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        ((int)day["focus_minutes"]!).ShouldBe(4);
        JsonNode details = await user.DetailsAsync(enrollment);
        ((int)details["progress"]!["total_focus_minutes"]!, (int)details["progress"]!["total_sessions"]!).ShouldBe((4, 3));
    }
}
