using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Days;

public sealed class DayTests(Suite suite)
{
    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    public async Task Day_NobodyTouchedIt_ShowsItsTemplateWithNothingDone(int day)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.EnrollAsync();

        var read = (await user.GetAsync($"programs/{enrollment}/days/{day}/")).Ok().HasShape(Documented.Day);

        var progress = read["user_progress"];
        (
            read.Number("day_number"),
            (bool)progress["is_completed"]!,
            progress["started_at"],
            progress["completed_at"],
            (string)progress["notes"]!).ShouldBe((day, false, null, null, ""));
        progress["tasks"]!.AsArray().Select(task => ((bool)task!["is_completed"]!, task["completed_at"], (int)task["order"]!))
            .ShouldBe([(false, null, 0), (false, null, 1), (false, null, 2)]);
        ((int)progress["tasks_total"]!, (int)progress["target_focus_minutes"]!).ShouldBe((3, day == 1 ? 25 : 50));
        progress["reflections"]!.ToJsonString().ShouldBe("[]");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("15")]
    [InlineData("-1")]
    [InlineData("abc")]
    public async Task Day_OutsideTheProgram_IsNotFound(string day)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.EnrollAsync();

        (await user.GetAsync($"programs/{enrollment}/days/{day}/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Task_DoneUndoneAndDoneAgain_CountsRightly()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.TaskAsync(enrollment, 1, 0)).Ok().HasShape(Documented.TaskUpdated)
            .Text.ShouldBe("""{"success":true,"tasks_completed":1,"tasks_total":3}""");
        (await user.TaskAsync(enrollment, 1, 2)).Ok().Number("tasks_completed").ShouldBe(2);
        (await user.TaskAsync(enrollment, 1, 0, done: false)).Ok().Number("tasks_completed").ShouldBe(1);

        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok().HasShape(Documented.Day)["user_progress"];
        day["tasks"]!.AsArray().Select(task => (bool)task!["is_completed"]!).ShouldBe([false, false, true]);
        day["tasks"]![2]!["completed_at"].ShouldNotBeNull();
        day["started_at"].ShouldNotBeNull();
        (await user.DetailsAsync(enrollment))["current_day_info"]!["tasks_progress"]!.ToJsonString()
            .ShouldBe("""{"completed":1,"total":3}""");
    }

    [Theory]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "task_index": 3, "is_completed": true}""", "task_index")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "task_index": -1, "is_completed": true}""", "task_index")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "is_completed": true}""", "task_index")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "task_index": 0}""", "is_completed")]
    [InlineData("""{"enrollment_id": ID, "day_number": 0, "task_index": 0, "is_completed": true}""", "day_number")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "task_index": 0, "is_completed": "maybe"}""", "is_completed")]
    [InlineData("{}", "enrollment_id", "day_number", "task_index", "is_completed")]
    public async Task Task_InvalidFields_AreAllNamed(string body, params string[] fields)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.PostAsync("tasks/update/", body.Replace("ID", $"{enrollment}", StringComparison.Ordinal)))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", fields);
    }

    [Fact]
    public async Task Writes_DayAfterTheCurrentOne_AreLocked()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.TaskAsync(enrollment, 2, 0)).Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
        (await user.ReflectAsync(enrollment, 2)).Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
        (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 15, difficulty_rating = 3 }))
            .Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
        (await user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 2, duration_minutes = 25 }))
            .Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
    }

    [Theory]
    [InlineData("not_started")]
    [InlineData("paused")]
    public async Task Writes_ProgramNotInProgress_AreRefused(string status)
    {
        var user = await suite.NewUserAsync();
        var enrollment = status == "paused" ? await user.BeginAsync() : await user.EnrollAsync();
        if (status == "paused")
        {
            (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok();
        }

        (await user.TaskAsync(enrollment, 1, 0)).Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        (await user.ReflectAsync(enrollment, 1)).Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 1, difficulty_rating = 3 }))
            .Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
        (await user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25 }))
            .Problem(HttpStatusCode.BadRequest, "PROGRAM_NOT_IN_PROGRESS");
    }

    [Fact]
    public async Task Reflection_Added_IsInTheDay()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        var added = (await user.ReflectAsync(enrollment, 1)).Created().HasShape(Documented.ReflectionAdded);

        (added.Number("reflections_count"), (bool)added["day_completed"]).ShouldBe((1, false));
        var reflections = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()
            .HasShape(Documented.Day)["user_progress"]["reflections"]!.AsArray();
        ((string)reflections[0]!["question"]!, (string)reflections[0]!["answer"]!)
            .ShouldBe(("What's the biggest win?", "I stayed focused!"));
    }

    [Fact]
    public async Task Reflection_CorrectedAndDeleted_ShowsInTheDay()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        (await user.ReflectAsync(enrollment, 1)).Created();
        (await user.ReflectAsync(enrollment, 1)).Created();
        var path = $"programs/{enrollment}/days/1/reflections";

        var updated = (await user.SendAsync(HttpMethod.Patch, $"/api/v1/focus/{path}/1/", """{"answer": "I went on."}""")).Ok()
            .HasShape(Documented.ReflectionUpdated)["reflection"];
        var deleted = (await user.SendAsync(HttpMethod.Delete, $"/api/v1/focus/{path}/2/")).Ok().HasShape(Documented.ReflectionDeleted);

        ((string)updated["question"]!, (string)updated["answer"]!, (int)updated["reflection_number"]!)
            .ShouldBe(("What's the biggest win?", "I went on.", 1));
        deleted.Number("reflections_count").ShouldBe(1);
        var left = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"]["reflections"]!.AsArray();
        left.Select(one => (string)one!["answer"]!).ShouldBe(["I went on."]);
        (await user.SendAsync(HttpMethod.Delete, $"/api/v1/focus/{path}/2/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("question", 0)]
    [InlineData("question", 501)]
    [InlineData("answer", 0)]
    [InlineData("answer", 5001)]
    public async Task Reflection_TextOfWrongLength_NamesTheField(string field, int length)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var text = new string('x', length);

        (await user.PostAsync("reflections/add/", new
        {
            enrollment_id = enrollment,
            day_number = 1,
            question = field == "question" ? text : "Why?",
            answer = field == "answer" ? text : "Because.",
        })).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", field);
    }

    [Fact]
    public async Task Rate_SomeFields_KeepsTheOthers()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 1, difficulty_rating = 3 })).Ok()
            .HasShape(Documented.DayRated);
        var rated = (
            await user.PostAsync(
                "days/rate/", new { enrollment_id = enrollment, day_number = 1, satisfaction_rating = 5, notes = "  calm  " })).Ok();

        rated.Text.ShouldBe("""{"success":true,"difficulty_rating":3,"satisfaction_rating":5,"notes":"calm"}""");
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        ((int)day["difficulty_rating"]!, (int)day["satisfaction_rating"]!, (string)day["notes"]!).ShouldBe((3, 5, "calm"));
    }

    [Theory]
    [InlineData("difficulty_rating", 0)]
    [InlineData("difficulty_rating", 6)]
    [InlineData("satisfaction_rating", 6)]
    public async Task Rate_OutsideOneToFive_NamesTheField(string field, int rating)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.PostAsync("days/rate/", $$"""{"enrollment_id": {{enrollment}}, "day_number": 1, "{{field}}": {{rating}}}"""))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", field);
    }

    [Fact]
    public async Task WeeklyReview_FreshProgram_IsTheDocumentsForm()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.GetAsync($"programs/{enrollment}/weekly-review/2/")).Ok().HasShape(Documented.WeeklyReview).Text.ShouldBe(
            """{"week_number":2,"start_day":8,"end_day":14,"days_completed":0,"total_days":7,"completion_rate":0,"total_focus_minutes":0,"average_difficulty":null,"average_satisfaction":null,"current_streak":0,"achievements_earned":[],"summary":""}""");
        (await user.GetAsync($"programs/{enrollment}/weekly-review/3/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.GetAsync($"programs/{enrollment}/weekly-review/0/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
    }
}
