using System.Globalization;
using System.Net;
using FocusSuite.EndToEnd.Tests.ApiPage;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Sessions;

public sealed class SessionTests(Suite suite)
{
    [Fact]
    public async Task Session_StartedPausedResumedAndCompleted_AnswersAsDocumented()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        (await user.GetAsync("sessions/active/")).Ok().HasShape(Documented.NoActiveSession);

        var started = (
            await user.PostAsync(
                "sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = 180, session_type = "program" }))
            .Created().HasShape(Documented.SessionStarted);
        (started.Number("planned_duration_seconds"), started.Word("status")).ShouldBe((10_800, "active"));
        var session = started.Word("session_id");

        var active = (await user.GetAsync("sessions/active/")).Ok().HasShape(Documented.ActiveSession)["active_session"];
        (
            (string)active["session_id"]!,
            (string)active["status"]!,
            (string)active["session_type"]!,
            (long)active["program_id"]!,
            (long)active["enrollment_id"]!,
            active["paused_at"])
            .ShouldBe((session, "active", "program", 1, enrollment, null));
        ((int)active["elapsed_seconds"]! + (int)active["remaining_seconds"]!).ShouldBe(10_800);

        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok().HasShape(Documented.SessionChanged)
            .Text.ShouldBe("""{"success":true,"message":"Session paused"}""");
        var paused = (await user.GetAsync("sessions/active/")).Ok().HasShape(Documented.ActiveSession)["active_session"];
        ((string)paused["status"]!).ShouldBe("paused");
        paused["paused_at"].ShouldNotBeNull();

        (await user.PostAsync("sessions/resume/", new { session_id = session })).Ok()
            .Text.ShouldBe("""{"success":true,"message":"Session resumed"}""");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone notification" })).Ok()
            .HasShape(Documented.DistractionAdded)
            .Text.ShouldBe("""{"success":true,"distraction_count":1}""");

        var completed = (
            await user.PostAsync(
                "sessions/complete/",
                new { session_id = session, productivity_rating = 4, notes = "Great session" })).Ok().HasShape(Documented.SessionCompleted);
        ((bool)completed["completed"], completed.Word("session_id")).ShouldBe((true, session));
        (await user.GetAsync("sessions/active/")).Ok().HasShape(Documented.NoActiveSession);

        var record = (await user.GetAsync("sessions/")).Ok().HasShape(Documented.Sessions).Json![0]!;
        (
            (string)record["session_id"]!,
            (string)record["status"]!,
            (int)record["distraction_count"]!,
            (int)record["productivity_rating"]!,
            (string)record["notes"]!)
            .ShouldBe((session, "completed", 1, 4, "Great session"));

        // D9, D10: what counts, and what distracted.
        ((int)record["credited_minutes"]!).ShouldBe((int)record["actual_duration_seconds"]! / 60);
        record["distractions"]!.AsArray().Select(one => (string)one!["note"]!).ShouldBe(["Phone notification"]);
        (await user.GetAsync("sessions")).Ok().HasShape(Documented.Sessions);
    }

    [Fact]
    public async Task Start_OneIsLiveInAnotherProgram_IsRefused()
    {
        var user = await suite.NewUserAsync(pro: true);
        var (first, second) = (await user.BeginAsync(), await user.BeginAsync(Journey.ThirtyDays));
        var session = await user.StartSessionAsync(first);

        (await user.PostAsync("sessions/start/", new { enrollment_id = second, day_number = 1, duration_minutes = 25 }))
            .Problem(HttpStatusCode.BadRequest, "ACTIVE_SESSION_EXISTS");
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        (await user.PostAsync("sessions/start/", new { enrollment_id = second, day_number = 1, duration_minutes = 25 }))
            .Problem(HttpStatusCode.BadRequest, "ACTIVE_SESSION_EXISTS");
        (await user.PostAsync("sessions/cancel/", new { session_id = session })).Ok().HasShape(Documented.SessionChanged);
        await user.StartSessionAsync(second);
    }

    [Theory]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "duration_minutes": 0}""", "duration_minutes")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "duration_minutes": 181}""", "duration_minutes")]
    [InlineData("""{"enrollment_id": ID, "day_number": 1, "duration_minutes": 25, "session_type": "nap"}""", "session_type")]
    [InlineData("""{"enrollment_id": ID, "day_number": 0, "duration_minutes": 25}""", "day_number")]
    [InlineData("{}", "enrollment_id", "day_number", "duration_minutes")]
    public async Task Start_InvalidFields_AreAllNamed(string body, params string[] fields)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.PostAsync("sessions/start/", body.Replace("ID", $"{enrollment}", StringComparison.Ordinal)))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", fields);
    }

    [Fact]
    public async Task Start_TaskDescriptionTooLong_NamesTheField()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        (await user.PostAsync("sessions/start/",
            new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25, task_description = new string('x', 501) }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "task_description");
    }

    [Fact]
    public async Task Change_StateDoesNotAllowIt_IsRefused()
    {
        var user = await suite.NewUserAsync();
        var session = await user.StartSessionAsync(await user.BeginAsync());

        (await user.PostAsync("sessions/resume/", new { session_id = session })).Problem(HttpStatusCode.BadRequest, "SESSION_NOT_PAUSED");
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Problem(HttpStatusCode.BadRequest, "SESSION_NOT_ACTIVE");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "a paused session takes notes too" })).Ok();
        (await user.CompleteAsync(session)).Ok();
        foreach (var change in new[] { "pause", "resume", "complete", "cancel" })
        {
            (await user.PostAsync($"sessions/{change}/", new { session_id = session })).Problem(HttpStatusCode.BadRequest, "SESSION_ENDED");
        }

        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "late" }))
            .Problem(HttpStatusCode.BadRequest, "SESSION_ENDED");
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("complete")]
    [InlineData("cancel")]
    [InlineData("distraction")]
    public async Task Change_NoSuchSession_IsRefused(string change)
    {
        var user = await suite.NewUserAsync();

        (await user.PostAsync($"sessions/{change}/", new { session_id = "507f1f77bcf86cd799439011", distraction_note = "x" }))
            .Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.PostAsync($"sessions/{change}/", new { session_id = "abc123", distraction_note = "x" }))
            .Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.PostAsync($"sessions/{change}/", new { distraction_note = "x" }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "session_id");
    }

    [Fact]
    public async Task Complete_InvalidFields_AreAllNamed()
    {
        var user = await suite.NewUserAsync();
        var session = await user.StartSessionAsync(await user.BeginAsync());

        (await user.PostAsync("sessions/complete/", new { session_id = session, productivity_rating = 6, notes = new string('x', 1001) }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "productivity_rating", "notes");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "   " }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "distraction_note");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "\u200B \u2060\uFEFF" }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "distraction_note");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = new string('x', 501) }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "distraction_note");
    }

    [Fact]
    public async Task Complete_SameIdempotencyKey_GivesTheSameAnswer()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);

        var first = (await user.CompleteAsync(session, "complete-1")).Ok();
        var second = (await user.CompleteAsync(session, "complete-1")).Ok();

        second.Text.ShouldBe(first.Text);
        (await user.PostAsync("sessions/complete/", new { session_id = session, productivity_rating = 1 }, "complete-1"))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        ((int)(await user.DetailsAsync(enrollment))["progress"]!["total_sessions"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Start_SameIdempotencyKey_StartsOneSession()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var body = new { enrollment_id = enrollment, day_number = 1, duration_minutes = 180 };

        var first = (await user.PostAsync("sessions/start/", body, "start-1")).Created();

        (await user.PostAsync("sessions/start/", body, "start-1")).Created().Text.ShouldBe(first.Text);
        (await user.GetAsync("sessions/")).Ok().Json!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Expiry_LeftOpen_IsCompletedAtItsPlannedEndWithItsPlannedTime()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment, minutes: 2);

        // Two minutes, and thirty of patience: 3.2 s of real time here.
        var record = await Eventually.Async(
            async () => (await user.GetAsync("sessions/")).Ok().Json![0]!,
            record => (string)record["status"]! == "completed",
            TimeSpan.FromSeconds(30));

        (Time(record["ended_at"]) - Time(record["started_at"])).ShouldBe(TimeSpan.FromMinutes(2));
        ((string)record["session_id"]!, (int)record["actual_duration_seconds"]!).ShouldBe((session, 120));
        var minutes = await Eventually.Async(
            async () => (int)(await user.DetailsAsync(enrollment))["progress"]!["total_focus_minutes"]!,
            minutes => minutes > 0,
            TimeSpan.FromSeconds(30));
        minutes.ShouldBe(2);
    }

    /// <summary>D3: a pause tapped after the bell completes the session there, and the next read of the program shows it.</summary>
    [Fact]
    public async Task Pause_AfterTheBell_CompletesTheSessionAtItsPlannedEnd()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment, minutes: 2);
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(2) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();

        var reply = await user.PostAsync("sessions/pause/", new { session_id = session });

        // On a machine that takes three seconds for this the system was quicker, and came to the same end.
        if (reply.Text.Contains("SESSION_ENDED", StringComparison.Ordinal))
        {
            reply.Problem(HttpStatusCode.BadRequest, "SESSION_ENDED");
        }
        else
        {
            reply.Ok().HasShape(Documented.SessionChanged)
                .Text.ShouldBe("""{"success":true,"message":"Session completed at its planned end"}""");
        }

        ((int)(await user.DetailsAsync(enrollment))["progress"]!["total_focus_minutes"]!).ShouldBe(2);
        var record = (await user.GetAsync("sessions/")).Ok().HasShape(Documented.Sessions).Json![0]!;
        ((string)record["status"]!, (int)record["actual_duration_seconds"]!, (int)record["credited_minutes"]!)
            .ShouldBe(("completed", 120, 2));
        (Time(record["ended_at"]) - Time(record["started_at"])).ShouldBe(TimeSpan.FromMinutes(2));
        (await user.GetAsync("sessions/active/")).Ok().HasShape(Documented.NoActiveSession);
    }

    /// <summary>D7: whoever starts and completes at once has no streak from it.</summary>
    [Fact]
    public async Task Complete_AtOnce_MakesNoStreakDay()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);

        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        (await user.CompleteAsync(session)).Ok();

        // A minute is a tenth of a second here: a slower machine earns its day.
        var credited = (int)(await user.GetAsync("sessions/")).Ok().Json![0]!["credited_minutes"]!;
        var progress = (await user.DetailsAsync(enrollment))["progress"]!;
        ((int)progress["total_sessions"]!, (int)progress["current_streak"]!, (int)progress["longest_streak"]!)
            .ShouldBe((1, credited > 0 ? 1 : 0, credited > 0 ? 1 : 0));
    }

    /// <summary>D10: document and answer agree on the last page: it has no token's header.</summary>
    [Theory]
    [InlineData("sessions/")]
    [InlineData("history/")]
    public async Task List_TheLastPage_HasNoTokenAsTheDocumentSays(string list)
    {
        var user = await suite.NewUserAsync();
        await user.StartSessionAsync(await user.BeginAsync());
        var document = (await ApiDocument.ReadAsync(suite)).Root;

        (await user.GetAsync(list)).Ok().Header("X-Next-Page-Token").ShouldBeNull();

        ((string)document["paths"]![$"/api/v1/focus/{list}"]!["get"]!["responses"]!["200"]!["headers"]!["X-Next-Page-Token"]!["description"]!)
            .ShouldContain("The last page has none: over JSON the header is absent");
    }

    private static DateTimeOffset Time(System.Text.Json.Nodes.JsonNode? node) =>
        DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
