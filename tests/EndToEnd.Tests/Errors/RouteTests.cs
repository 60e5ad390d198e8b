using System.Net;
using System.Text;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Errors;

/// <summary>What holds on every route.</summary>
public sealed class RouteTests(Suite suite)
{
    private const string NoSession = "507f1f77bcf86cd799439011";

    /// <summary>Every route that needs a token, with a body that is valid but for whose it is.</summary>
    public static TheoryData<string, string, string?> Routes => new()
    {
        { "GET", "/api/v1/focus/programs", null },
        { "POST", "/api/v1/focus/programs/enroll", """{"program_id": 1}""" },
        { "POST", "/api/v1/focus/programs/start", """{"enrollment_id": ID}""" },
        { "POST", "/api/v1/focus/programs/pause", """{"enrollment_id": ID}""" },
        { "POST", "/api/v1/focus/programs/resume", """{"enrollment_id": ID}""" },
        { "POST", "/api/v1/focus/programs/abandon", """{"enrollment_id": ID}""" },
        { "GET", "/api/v1/focus/programs/ID", null },
        { "GET", "/api/v1/focus/programs/ID/days/1", null },
        { "GET", "/api/v1/focus/programs/ID/weekly-review/1", null },
        { "POST", "/api/v1/focus/tasks/update", """{"enrollment_id": ID, "day_number": 1, "task_index": 0, "is_completed": true}""" },
        { "POST", "/api/v1/focus/reflections/add", """{"enrollment_id": ID, "day_number": 1, "question": "Why?", "answer": "Because."}""" },
        { "PATCH", "/api/v1/focus/programs/ID/days/1/reflections/1", """{"answer": "Because."}""" },
        { "DELETE", "/api/v1/focus/programs/ID/days/1/reflections/1", null },
        { "POST", "/api/v1/focus/days/rate", """{"enrollment_id": ID, "day_number": 1, "difficulty_rating": 3}""" },
        { "POST", "/api/v1/focus/sessions/start", """{"enrollment_id": ID, "day_number": 1, "duration_minutes": 25}""" },
        { "GET", "/api/v1/focus/sessions/active", null },
        { "GET", "/api/v1/focus/sessions/live", null },
        { "POST", "/api/v1/focus/sessions/pause", """{"session_id": "SESSION"}""" },
        { "POST", "/api/v1/focus/sessions/resume", """{"session_id": "SESSION"}""" },
        { "POST", "/api/v1/focus/sessions/distraction", """{"session_id": "SESSION", "distraction_note": "Phone"}""" },
        { "POST", "/api/v1/focus/sessions/complete", """{"session_id": "SESSION"}""" },
        {
            "POST",
            "/api/v1/focus/sessions/log",
            """{"enrollment_id": ID, "day_number": 1, "started_at": "2026-01-01T10:00:00Z", "duration_minutes": 25}"""
        },
        { "PATCH", "/api/v1/focus/sessions/SESSION", """{"notes": "None."}""" },
        { "DELETE", "/api/v1/focus/sessions/SESSION", null },
        { "POST", "/api/v1/focus/sessions/cancel", """{"session_id": "SESSION"}""" },
        { "GET", "/api/v1/focus/sessions", null },
        { "GET", "/api/v1/focus/history", null },
        { "GET", "/api/v1/focus/activity", null },
        { "GET", "/api/v1/focus/achievements", null },
        { "GET", "/api/v1/focus/achievements/first_session/why", null },
        { "GET", "/api/v1/focus/streak", null },
        { "PUT", "/api/v1/focus/streak/rest-days", """{"rest_days": [7]}""" },
        { "POST", "/api/v1/focus/streak/vacations", """{"first_date": "2099-07-20", "last_date": "2099-08-02"}""" },
        { "DELETE", "/api/v1/focus/streak/vacations/2099-07-20", null },
        { "GET", "/api/v1/subscriptions/me", null },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_NoOrBadToken_IsUnauthorizedInBothSlashForms(string method, string path, string? body)
    {
        foreach (var slash in new[] { "", "/" })
        {
            foreach (var token in new[] { null, "not.a.token" })
            {
                var reply = (
                    await new Api(suite.System.CreateClient(token))
                        .SendAsync(new HttpMethod(method), Filled(path, 1, NoSession) + slash, FilledBody(body, 1, NoSession)))
                    .Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
                reply.Header("WWW-Authenticate").ShouldBe("Bearer");
            }
        }
    }

    /// <summary>A stranger learns nothing and changes nothing: the answer is to the letter that for an id that does not exist.</summary>
    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_SomebodyElsesId_IsAsIfThereWereNone(string method, string path, string? body)
    {
        if (!(path + body).Contains("ID", StringComparison.Ordinal) && !(path + body).Contains("SESSION", StringComparison.Ordinal))
        {
            return;
        }

        var (owner, stranger) = (await suite.NewUserAsync(), await suite.NewUserAsync());
        var enrollment = await owner.BeginAsync();
        var session = await owner.StartSessionAsync(enrollment);
        var before = await StateAsync(owner, enrollment);

        foreach (var slash in new[] { "", "/" })
        {
            var foreign = (
                await stranger.SendAsync(
                    new HttpMethod(method), Filled(path, enrollment, session) + slash, FilledBody(body, enrollment, session)))
                .Problem(HttpStatusCode.NotFound, "NOT_FOUND");
            var none = (
                await stranger.SendAsync(
                    new HttpMethod(method), Filled(path, 999_999_999, NoSession) + slash, FilledBody(body, 999_999_999, NoSession)))
                .Problem(HttpStatusCode.NotFound, "NOT_FOUND");
            Comparable(foreign).ShouldBe(Comparable(none));
        }

        (await StateAsync(owner, enrollment)).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_OtherVerb_IsMethodNotAllowed(string method, string path, string? body)
    {
        _ = body;
        var other = method == "PUT" ? HttpMethod.Patch : HttpMethod.Put;
        var reply = (await suite.Anonymous().SendAsync(other, Filled(path, 1, NoSession), "{}"))
            .Problem(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");

        reply.Header("Allow").ShouldNotBeNull().ShouldContain(method);
    }

    [Theory]
    [InlineData("/api/v1/focus/nonsense/")]
    [InlineData("/api/v1/focus/programs/1/days/")]
    [InlineData("/")]
    [InlineData("/focus.progress.v1.ProgressInternalService/GetOverview")]
    public async Task Path_Unknown_IsNotFound(string path) =>
        (await suite.Anonymous().SendAsync(HttpMethod.Get, path)).Problem(HttpStatusCode.NotFound, "NOT_FOUND");

    [Fact]
    public async Task Body_NoJson_IsRefusedBeforeAnyServiceSeesIt()
    {
        var user = await suite.NewUserAsync();

        (await user.PostAsync("programs/enroll/", "{\"program_id\": ")).Problem(HttpStatusCode.BadRequest, "INVALID_JSON");
        (await user.PostAsync("programs/enroll/", "[1]")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await user.PostAsync("programs/enroll/", $$"""{"program_id": 1, "padding": "{{new string('x', 70_000)}}"}"""))
            .Problem(HttpStatusCode.RequestEntityTooLarge, "PAYLOAD_TOO_LARGE");
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/v1/focus/programs/enroll/")
        {
            Content = new StringContent("program_id=1", Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        (await user.SendAsync(form)).Problem(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Fact]
    public async Task Reads_BothSlashForms_AnswerTheSameWithoutARedirect()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        foreach (
            var path in new[] { "programs", $"programs/{enrollment}", $"programs/{enrollment}/days/1", $"programs/{enrollment}/weekly-review/1", "sessions/active", "sessions", "history" })
        {
            (await user.GetAsync(path)).Ok().Text.ShouldBe((await user.GetAsync(path + "/")).Ok().Text);
        }
    }

    private static async Task<string> StateAsync(Api owner, long enrollment)
    {
        var session = (await owner.GetAsync("sessions/")).Ok().Json![0]!;
        var (details, day) = (await owner.DetailsAsync(enrollment), (await owner.GetAsync($"programs/{enrollment}/days/1/")).Ok().Text);
        return string.Join('\n', details.ToJsonString(), day, session["status"], session["distraction_count"]);
    }

    private static string Comparable(Reply reply)
    {
        var problem = reply.Json!.AsObject();
        problem.Remove("trace_id");
        return problem.ToJsonString();
    }

    private static string Filled(string text, long enrollment, string session) =>
        text.Replace("ID", $"{enrollment}", StringComparison.Ordinal).Replace("SESSION", session, StringComparison.Ordinal);

    private static string? FilledBody(string? body, long enrollment, string session) =>
        body is null ? null : Filled(body, enrollment, session);
}
