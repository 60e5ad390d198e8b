using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Insights;

/// <summary>What users do becomes facts, the facts become figures, and both follow every correction.</summary>
public sealed class LedgerTests(Suite suite)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Facts_OfADayThatWasLived_ShowInEveryFigure()
    {
        var (user, _) = await NewUserAsync();
        var enrollment = await user.BeginAsync();
        await user.LiveDayAsync(enrollment, 1);

        var earned = await EarnedAsync(user, "first_day");

        foreach (var code in (string[])["first_program", "first_session", "first_task", "first_reflection"])
        {
            earned.ShouldContainKey(code);
        }

        var activity = (await user.GetAsync("activity/")).Ok();
        (activity.Number("total_sessions"), activity.Number("total_focus_minutes")).ShouldBe((1, 25));
        activity["weekdays"].AsArray().Sum(day => (int)day!["focus_minutes"]!).ShouldBe(25);
        var streak = (await user.GetAsync("streak/")).Ok();
        (streak.Number("current_streak"), streak.Number("longest_streak"), streak.Number("freezes_left")).ShouldBe((1, 1, 2));
        streak["dates"].AsArray().Count(date => (string)date!["state"]! == "kept").ShouldBe(1);

        var why = (await user.GetAsync("achievements/first_day/why/")).Ok();
        why.Word("rule").ShouldBe("1 program day completed.");
        var fact = why["earned"][0]!["facts"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)fact["kind"]!, (long)fact["enrollment_id"]!, (int)fact["day_number"]!).ShouldBe(("day", enrollment, 1));
    }

    [Fact]
    public async Task Correction_OfWhatEarnedAnAchievement_TakesItBackAndTheFiguresFollow()
    {
        var (user, id) = await NewUserAsync();
        var enrollment = await user.BeginAsync();
        var logged = (await user.PostAsync(
            "sessions/log/",
            new { enrollment_id = enrollment, day_number = 1, started_at = suite.System.SuiteTime.AddDays(-1), duration_minutes = 30 }))
            .Created().Word("session_id");
        await EarnedAsync(user, "first_session");

        (await user.SendAsync(HttpMethod.Delete, $"{Api.Focus}sessions/{logged}/")).Ok();

        await Eventually.Async(
            async () => (await RowsAsync("SELECT code FROM achievements WHERE user_id = $1 AND revoked_at IS NOT NULL", id)).ToHashSet(),
            revoked => revoked.Contains("first_session"),
            Bound);
        (await AchievementsAsync(user))["first_session"]!["level"]!.GetValue<int>().ShouldBe(0);
        (await user.GetAsync("activity/")).Ok().Number("total_sessions").ShouldBe(0);
        (await user.GetAsync("streak/")).Ok().Number("current_streak").ShouldBe(0);
        (await RowsAsync("SELECT array_to_string(revoked_for, ',') FROM achievements WHERE user_id = $1 AND code = 'first_session'", id))
            .ShouldBe([$"session/{logged}"]);
    }

    /// <summary>
    /// Every kind of fact, and of each kind what was changed and taken back: the owners' word comes to the same rows as the events did.
    /// </summary>
    [Fact]
    public async Task Rebuild_AfterTheLedgerWasLost_GivesTheSameRows()
    {
        var (user, id) = await NewUserAsync();
        var enrollment = await user.BeginAsync();
        (await user.SendAsync(HttpMethod.Patch, "/api/v1/account/settings", new { time_zone = "Asia/Tokyo", day_start_hour = 4 })).Ok();
        await DoEverythingAsync(user, enrollment);
        var before = await AllToldAsync(user, enrollment, id);
        before.Select(row => row[..row.IndexOf('|', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal).ShouldBe(
            [
                "DayCompleted", "DayRated", "DistractionNoted", "ProgramAbandoned", "ProgramStarted", "ReflectionWritten",
                "SessionCredited", "TaskDone",
            ]);
        var achievements = await GrantedAsync(id);
        await ExecuteAsync("DELETE FROM facts WHERE user_id = $1", id);
        await ExecuteAsync("DELETE FROM achievements WHERE user_id = $1", id);

        await RebuildAsync(user);

        (await FactsAsync(id)).ShouldBe(before);
        (await GrantedAsync(id)).ShouldBe(achievements);
    }

    [Fact]
    public async Task Rebuild_OfRowsThatAreNotSo_PutsThemRight()
    {
        var (user, id) = await NewUserAsync();
        var enrollment = await user.BeginAsync();
        (await user.TaskAsync(enrollment, 1, 0)).Ok();
        var before = await Eventually.Async(() => FactsAsync(id), rows => rows.Count == 2, Bound);
        await ExecuteAsync("UPDATE facts SET day_number = 9 WHERE user_id = $1", id);
        await ExecuteAsync(
            """
            INSERT INTO facts (user_id, key, kind, at, date, enrollment_id, day_number, seconds, planned_seconds, pauses, is_manual,
                total_days, revision, is_removed, recorded_at)
            VALUES ($1, 'session/never', 'SessionCredited', now(), current_date, 1, 1, 1, 1, 0, false, 0, 0, false, now())
            """,
            id);

        await RebuildAsync(user);

        (await FactsAsync(id)).ShouldBe(before);
    }

    [Fact]
    public async Task Figures_OfSomebodyWhoDidNothing_AreEmptyAndSaySo()
    {
        var (user, _) = await NewUserAsync();

        var activity = (await user.GetAsync("activity/?from=2026-03-01&to=2026-03-31")).Ok();
        (activity.Word("from"), activity.Word("to"), activity["dates"].AsArray().Count).ShouldBe(("2026-03-01", "2026-03-31", 0));
        activity["weekdays"].AsArray().Count.ShouldBe(7);
        var streak = (await user.GetAsync("streak/")).Ok();
        (streak.Number("current_streak"), streak.Json!["started_on"], streak.Number("freezes_left")).ShouldBe((0, null, 2));
        var achievements = (await user.GetAsync("achievements/")).Ok();
        achievements["achievements"].AsArray().ShouldAllBe(one => (int)one!["level"]! == 0 && one["earned_at"] == null);
        achievements.Number("hidden_count").ShouldBeGreaterThan(0);
        (await user.GetAsync("achievements/first_session/why/")).Ok()["earned"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Streak_WithRestDaysAndAVacation_ShowsThemUntilTheyAreTakenBack()
    {
        var (user, _) = await NewUserAsync();
        var path = Api.Focus + "streak/";

        (await user.SendAsync(HttpMethod.Put, path + "rest-days/", new { rest_days = new[] { 7, 6 } })).Ok().Text.ShouldBe(
            """{"rest_days":[6,7]}""");
        foreach (var time in (int[])[1, 2])
        {
            (await user.PostAsync("streak/vacations/", new { first_date = "2099-07-20", last_date = "2099-08-02" })).Created().Text
                .ShouldBe("""{"vacations":[{"first_date":"2099-07-20","last_date":"2099-08-02"}]}""", $"time {time}");
        }

        var streak = (await user.GetAsync("streak/")).Ok();
        (streak["rest_days"].ToJsonString(), streak["vacations"].AsArray().Count).ShouldBe(("[6,7]", 1));

        (await user.PostAsync("streak/vacations/", new { first_date = "2099-08-02", last_date = "2099-08-03" }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "first_date");
        (await user.SendAsync(HttpMethod.Put, path + "rest-days/", new { rest_days = new[] { 1, 2, 3, 4 } }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "rest_days");
        (await user.SendAsync(HttpMethod.Put, path + "rest-days/", new { rest_days = new[] { 0 } }))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "rest_days");
        (await user.SendAsync(HttpMethod.Delete, path + "vacations/2099-07-20/")).Ok().Text.ShouldBe("""{"vacations":[]}""");
        (await user.SendAsync(HttpMethod.Delete, path + "vacations/2099-07-20/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.SendAsync(HttpMethod.Put, path + "rest-days/", new { rest_days = Array.Empty<int>() })).Ok().Text.ShouldBe(
            """{"rest_days":[]}""");
    }

    [Theory]
    [InlineData("activity/?from=2026-13-01", "from")]
    [InlineData("activity/?from=2026-03-02&to=2026-03-01", "from")]
    [InlineData("activity/?from=2020-01-01&to=2026-03-01", "from")]
    [InlineData("activity/?to=yesterday", "to")]
    public async Task Activity_OfDatesThatCannotBe_IsRefused(string path, string field) =>
        (await (await NewUserAsync()).User.GetAsync(path)).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", field);

    [Fact]
    public async Task Explanation_OfWhatIsNotOrIsSecret_IsNotFound()
    {
        var (user, _) = await NewUserAsync();

        (await user.GetAsync("achievements/no_such_thing/why/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.GetAsync("achievements/hard_day/why/")).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    private static async Task DoEverythingAsync(Api user, long enrollment)
    {
        var session = await user.StartSessionAsync(enrollment, minutes: 1);
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone" })).Ok();
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        await user.CompleteAsync(session);
        foreach (var task in (int[])[0, 1, 2])
        {
            (await user.TaskAsync(enrollment, 1, task)).Ok();
        }

        (await user.TaskAsync(enrollment, 1, 1, done: false)).Ok();
        (await user.TaskAsync(enrollment, 1, 1)).Ok();
        (await user.TaskAsync(enrollment, 1, 1, done: false)).Ok();
        (await user.TaskAsync(enrollment, 1, 1)).Ok();
        (await user.ReflectAsync(enrollment, 1)).Created();
        (await user.ReflectAsync(enrollment, 1)).Created();
        (await user.SendAsync(HttpMethod.Delete, $"{Api.Focus}programs/{enrollment}/days/1/reflections/2/")).Ok();
        foreach (var difficulty in (int[])[2, 4])
        {
            (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 1, difficulty_rating = difficulty })).Ok();
        }

        var now = (DateTimeOffset)(await user.GetAsync("sessions/")).Ok().Json![0]!["started_at"]!;
        foreach (var days in (int[])[1, 2, 3])
        {
            var logged = (await user.PostAsync(
                "sessions/log/",
                new { enrollment_id = enrollment, day_number = 1, started_at = now.AddDays(-days), duration_minutes = 30 })).Created();
            var path = $"{Api.Focus}sessions/{logged.Word("session_id")}/";
            var corrected = days switch
            {
                1 => await user.SendAsync(HttpMethod.Patch, path, new { credited_minutes = 12, productivity_rating = 5 }),
                2 => await user.SendAsync(HttpMethod.Delete, path),
                _ => logged,
            };
            ((int)corrected.Status).ShouldBeLessThan(300);
        }

        (await user.TaskAsync(enrollment, 2, 0)).Ok();
        (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollment })).Ok();
    }

    private static async Task<Dictionary<string, JsonNode>> AchievementsAsync(Api user) =>
        (await user.GetAsync("achievements/")).Ok()["achievements"].AsArray().ToDictionary(one => (string)one!["code"]!, one => one!);

    /// <summary>What is earned, once this one is.</summary>
    private static async Task<Dictionary<string, JsonNode>> EarnedAsync(Api user, string code) => await Eventually.Async(
        async () => (await AchievementsAsync(user)).Where(one => (int)one.Value["level"]! > 0).ToDictionary(),
        earned => earned.ContainsKey(code),
        Bound);

    private async Task<(Api User, long Id)> NewUserAsync()
    {
        var email = Suite.NewEmail();
        var account = await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        return (new Api(suite.System.CreateClient(await suite.System.AccessTokenAsync(email, CancellationToken.None))), account.Id);
    }

    private async Task RebuildAsync(Api user)
    {
        using var channel = GrpcChannel.ForAddress(suite.System.UrlOf(PartNames.Insights));
        var client = new InsightsInternalService.InsightsInternalServiceClient(channel);
        var headers = new Metadata
        {
            { ServiceTokens.Header, suite.System.ServiceToken("tests") }, { "authorization", user.Http.DefaultRequestHeaders.Authorization!.ToString() },
        };
        using var call = client.RebuildFacts(new RebuildFactsRequest(), headers, DateTime.UtcNow + Bound);
        (await call.ResponseStream.ReadAllAsync().LastAsync()).Done.ShouldBeTrue();
    }

    /// <summary>The user's rows, once the last word of everything is among them: the later mark of the task, and each correction.</summary>
    private async Task<IReadOnlyList<string>> AllToldAsync(Api user, long enrollment, long userId)
    {
        var day = (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok()["user_progress"];
        var marked = ((DateTimeOffset)day["tasks"]![1]!["completed_at"]!).ToUnixTimeMilliseconds();
        return await Eventually.Async(
            () => FactsAsync(userId),
            rows => rows.Count == 13
                && rows.Any(row => row.StartsWith($"TaskDone|task/{enrollment}/1/1|", StringComparison.Ordinal)
                    && row.EndsWith($"|{marked}", StringComparison.Ordinal))
                && rows.Any(row => row.StartsWith("SessionCredited|", StringComparison.Ordinal) && row.Contains("|720|"))
                && rows.Any(row => row.StartsWith("DayRated|", StringComparison.Ordinal) && row.Contains("|0|4|0|")),
            Bound);
    }

    private Task<IReadOnlyList<string>> FactsAsync(long userId) => RowsAsync(
        """
        SELECT concat_ws('|', kind, key, at, date, enrollment_id, day_number, started_at, seconds, planned_seconds, pauses, is_manual,
            coalesce(productivity, 0), coalesce(difficulty, 0), coalesce(satisfaction, 0), total_days, revision)
        FROM facts WHERE user_id = $1 AND NOT is_removed ORDER BY key
        """,
        userId);

    private Task<IReadOnlyList<string>> GrantedAsync(long userId) => RowsAsync(
        """
        SELECT concat_ws('|', code, level, "window", version, earned_at, array_to_string(fact_keys, ','))
        FROM achievements WHERE user_id = $1 AND revoked_at IS NULL ORDER BY code, level, "window"
        """,
        userId);

    private async Task<IReadOnlyList<string>> RowsAsync(string sql, long userId)
    {
        await using var database = NpgsqlDataSource.Create(suite.System.DatabaseOf(PartNames.Insights));
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    private async Task ExecuteAsync(string sql, long userId)
    {
        await using var database = NpgsqlDataSource.Create(suite.System.DatabaseOf(PartNames.Insights));
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = userId });
        await command.ExecuteNonQueryAsync();
    }
}
