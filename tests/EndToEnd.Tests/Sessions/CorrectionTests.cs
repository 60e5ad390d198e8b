using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Sessions;

/// <summary>A session that is entered afterwards, corrected and removed: what counts it follows, before the answer comes.</summary>
public sealed class CorrectionTests(Suite suite)
{
    [Fact]
    public async Task Session_EnteredCorrectedAndRemoved_IsFollowedByDayAndTotals()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var now = await NowAsync(user, enrollment);

        var logged = (await LogAsync(user, enrollment, now.AddDays(-1), 30, "log-1")).Created();
        (logged.Number("credited_minutes"), (bool)logged["is_manual"], logged.Json!["corrected_at"]).ShouldBe((30, true, null));
        (await LogAsync(user, enrollment, now.AddDays(-1), 30, "log-1")).Created().Word("session_id").ShouldBe(logged.Word("session_id"));
        var second = (await LogAsync(user, enrollment, now.AddDays(-2), 10)).Created();
        (await FiguresAsync(user, enrollment)).ShouldBe((40, 2, 40));

        var path = $"{Api.Focus}sessions/{logged.Word("session_id")}/";
        var corrected = (await user.SendAsync(HttpMethod.Patch, path, new { credited_minutes = 12, notes = "Half of it" })).Ok();
        (corrected.Number("credited_minutes"), corrected.Word("notes")).ShouldBe((12, "Half of it"));
        corrected["corrected_at"].ShouldNotBeNull();
        (await FiguresAsync(user, enrollment)).ShouldBe((22, 2, 22));

        (await user.SendAsync(HttpMethod.Delete, path)).Ok().Text.ShouldBe("""{"success":true}""");
        (await FiguresAsync(user, enrollment)).ShouldBe((10, 1, 10));
        (await user.SendAsync(HttpMethod.Delete, path)).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.SendAsync(HttpMethod.Patch, path, new { credited_minutes = 12 })).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        var sessions = (await user.GetAsync("sessions/")).Ok().HasShape(Documented.Sessions).Json!.AsArray();
        sessions.Where(one => (string)one!["status"]! == "completed").Select(one => (string)one!["session_id"]!)
            .ShouldBe([second.Word("session_id")]);
    }

    [Fact]
    public async Task Session_EnteredLast_CompletesTheDayWhichStaysSo()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var now = await NowAsync(user, enrollment);
        foreach (var task in (int[])[0, 1, 2])
        {
            (await user.TaskAsync(enrollment, 1, task)).Ok();
        }

        (await user.ReflectAsync(enrollment, 1)).Created();
        var logged = (await LogAsync(user, enrollment, now.AddDays(-3), 25)).Created().Word("session_id");

        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        ((bool)day["is_completed"]!).ShouldBeTrue();
        ((DateTimeOffset)day["completed_at"]!).ShouldBeGreaterThanOrEqualTo(now, "it was entered now");
        (await user.SendAsync(HttpMethod.Delete, $"{Api.Focus}sessions/{logged}/")).Ok();
        day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        ((bool)day["is_completed"]!, (int)day["focus_minutes"]!).ShouldBe((true, 0));
        ((int)(await user.DetailsAsync(enrollment))["progress"]!["days_completed"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Session_EnteredWhereItCannotBe_IsRefused()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var now = await NowAsync(user, enrollment);
        (await LogAsync(user, enrollment, now.AddDays(-1), 30)).Created();

        (await LogAsync(user, enrollment, now.AddDays(-1).AddMinutes(29), 5)).Problem(HttpStatusCode.BadRequest, "SESSION_OVERLAPS");
        (await LogAsync(user, enrollment, now.AddDays(-8), 30)).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "started_at");
        (await LogAsync(user, enrollment, now.AddDays(1), 30)).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "duration_minutes");
        (await LogAsync(user, enrollment, now.AddDays(-2), 30, day: 2)).Problem(HttpStatusCode.BadRequest, "DAY_LOCKED");
        (await FiguresAsync(user, enrollment)).ShouldBe((30, 1, 30));
    }

    private static Task<Reply> LogAsync(
        Api user, long enrollment, DateTimeOffset startedAt, int minutes, string? key = null, int day = 1) => user.PostAsync(
        "sessions/log/",
        new { enrollment_id = enrollment, day_number = day, started_at = startedAt, duration_minutes = minutes },
        key);

    /// <summary>Suite time, as a session tells it.</summary>
    private static async Task<DateTimeOffset> NowAsync(Api user, long enrollment)
    {
        await user.CancelAsync(await user.StartSessionAsync(enrollment));
        return (DateTimeOffset)(await user.GetAsync("sessions/")).Ok().Json![0]!["started_at"]!;
    }

    /// <summary>Minutes of day 1, and the enrollment's sessions and minutes.</summary>
    private static async Task<(int Day, int Sessions, int Total)> FiguresAsync(Api user, long enrollment)
    {
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        JsonNode progress = (await user.DetailsAsync(enrollment))["progress"]!;
        return ((int)day["focus_minutes"]!, (int)progress["total_sessions"]!, (int)progress["total_focus_minutes"]!);
    }
}
