using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using FocusSuite.Web.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>What somebody does in a program, by the API: the state that a test wants to see on the screen.</summary>
internal sealed class ProgramLife : IDisposable
{
    private const string Focus = "/api/v1/focus/";
    private const int LongestMinutes = 180;

    private readonly HttpClient _client;

    /// <param name="system">Where.</param>
    /// <param name="user">Who.</param>
    public ProgramLife(FocusSystem system, TestUser user) => (_client, User) = (system.CreateClient(user.AccessToken), user);

    public TestUser User { get; }

    /// <summary>The enrollment of <see cref="BeginAsync"/>.</summary>
    public int Enrollment { get; private set; }

    /// <summary>Enrolls in a program, and starts it.</summary>
    /// <param name="program">1 is the one of 14 days, which is free.</param>
    public async Task BeginAsync(int program = 1)
    {
        Enrollment = (int)(await PostAsync("programs/enroll/", new { program_id = program }))["enrollment_id"]!;
        await PostAsync("programs/start/", new { enrollment_id = Enrollment });
    }

    /// <summary>Ticks one of a day's tasks.</summary>
    public Task TickAsync(int day, int task) => PostAsync(
        "tasks/update/", new { enrollment_id = Enrollment, day_number = day, task_index = task, is_completed = true });

    /// <summary>Answers a question.</summary>
    public Task ReflectAsync(int day, string question, string answer) => PostAsync(
        "reflections/add/", new { enrollment_id = Enrollment, day_number = day, question, answer });

    /// <summary>Rates a day.</summary>
    public Task RateAsync(int day, int difficulty, int satisfaction, string notes) => PostAsync(
        "days/rate/",
        new { enrollment_id = Enrollment, day_number = day, difficulty_rating = difficulty, satisfaction_rating = satisfaction, notes });

    /// <summary>Starts a session.</summary>
    public Task StartAsync(int day, string work, int minutes = LongestMinutes) => PostAsync(
        "sessions/start/",
        new { enrollment_id = Enrollment, day_number = day, duration_minutes = minutes, task_description = work });

    /// <summary>Notes what came between, in the session that runs.</summary>
    public async Task DistractAsync(string note) => await PostAsync(
        "sessions/distraction/", new { session_id = (string)(await SessionAsync())!["session_id"]!, distraction_note = note });

    /// <summary>Completes the session that runs as soon as it has so many minutes on its clock.</summary>
    public async Task CompleteAsync(int minutes, int rating, string notes)
    {
        JsonNode? session = null;
        await Eventually.UntilAsync(async () =>
        {
            session = await SessionAsync();
            return (int)session!["elapsed_seconds"]! >= minutes * 60;
        });
        await PostAsync(
            "sessions/complete/", new { session_id = (string)session!["session_id"]!, productivity_rating = rating, notes });
    }

    /// <summary>Does all that a day asks for, and awaits its completion.</summary>
    public async Task CompleteDayAsync(int day)
    {
        var asked = await DayAsync(day);
        for (var task = 0; task < asked["user_progress"]!["tasks"]!.AsArray().Count; task++)
        {
            await TickAsync(day, task);
        }

        await ReflectAsync(day, (string)asked["reflection_prompts"]![0]!, "I began before I felt ready, and it carried me.");
        await Eventually.UntilAsync(async () => (bool)(await DayAsync(day))["user_progress"]!["is_completed"]!);
    }

    /// <summary>A session that runs, with most of its time ahead of it.</summary>
    public async Task EnsureSessionAsync(int day)
    {
        var session = await SessionAsync();
        if (session is not null && (int)session["remaining_seconds"]! > LongestMinutes * 60 / 2)
        {
            return;
        }

        await EndSessionAsync(session);
        await StartAsync(day, "Outline of the second chapter");
        await DistractAsync("The doorbell");
    }

    /// <summary>No session.</summary>
    public async Task EnsureNoSessionAsync() => await EndSessionAsync(await SessionAsync());

    /// <summary>A day with what was done in it.</summary>
    public Task<JsonNode> DayAsync(int day) => GetAsync($"programs/{Enrollment}/days/{day}/");

    /// <summary>The session that runs, if one does.</summary>
    public async Task<JsonNode?> SessionAsync() => (await GetAsync("sessions/active/"))["active_session"];

    /// <summary>All sessions, the newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> SessionsAsync() => [.. (await GetAsync("sessions/")).AsArray().Select(one => one!)];

    public void Dispose() => _client.Dispose();

    private async Task EndSessionAsync(JsonNode? session)
    {
        if (session is not null)
        {
            // It may reach its end by itself meanwhile.
            await SendAsync(HttpMethod.Post, "sessions/cancel/", new { session_id = (string)session["session_id"]! }, mayRefuse: true);
        }
    }

    private Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    private Task<JsonNode> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    // The first calls of a new system can outlast the gateway's patience; the key makes a repeat harmless.
    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body, bool mayRefuse = false)
    {
        var key = Guid.NewGuid().ToString();
        var (status, text) = (0, "");
        await Eventually.UntilAsync(async () =>
        {
            using var request = new HttpRequestMessage(method, Focus + path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            (status, text) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return status < 500;
        });
        if (!mayRefuse)
        {
            status.ShouldBeInRange(200, 299, $"{method} {path}: {text}");
        }

        return JsonNode.Parse(text)!;
    }
}
