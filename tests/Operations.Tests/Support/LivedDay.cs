using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FocusSuite.TestSystem;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>What a user does in a day, so that there is something to measure.</summary>
internal sealed class LivedDay(FocusSystem system, double timeScale) : IDisposable
{
    private const string Focus = "/api/v1/focus/";
    private readonly HttpClient _http = system.CreateClient();

    /// <summary>The user's email: nothing that is measured may hold it.</summary>
    public string Email { get; } = $"p{Guid.NewGuid():N}@example.com";

    /// <summary>The session's id, for the same reason.</summary>
    public string SessionId { get; private set; } = "";

    public async Task LiveAsync()
    {
        await system.PutUserAsync(Email, pro: true);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", await system.AccessTokenAsync(Email));
        await PostAsync("programs/enroll/", new { program_id = 2 });
        var enrollment = (long)(await PostAsync("programs/enroll/", new { program_id = 1 }))["enrollment_id"]!;
        await PostAsync("programs/start/", new { enrollment_id = enrollment });
        var day = await GetAsync($"programs/{enrollment}/days/1/");
        var minutes = (int)day["focus_duration"]!;
        SessionId = (string)(
            await PostAsync(
                "sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = minutes }))["session_id"]!;
        var tasks = day["user_progress"]!["tasks"]!.AsArray().Count;
        for (var index = 0; index < tasks; index++)
        {
            await PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = 1, task_index = index, is_completed = true });
        }

        // The suite's time runs on until the session has lasted as long as it was planned.
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(minutes) / timeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();
        await PostAsync("sessions/complete/", new { session_id = SessionId, productivity_rating = 4 });
        var reflection = new
        {
            enrollment_id = enrollment,
            day_number = 1,
            question = "What is the biggest win?",
            answer = "I stayed focused!",
        };
        ((bool)(await PostAsync("reflections/add/", reflection))["day_completed"]!).ShouldBeTrue();

        // A session that stays, and a refusal.
        var paused = await PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = 2, duration_minutes = 180 });
        await PostAsync("sessions/pause/", new { session_id = (string)paused["session_id"]! });
        using var refused = await _http.GetAsync(Focus + "programs/4711/");
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> GetAsync(string path) => await ReadAsync(await _http.GetAsync(Focus + path));

    private async Task<JsonNode> PostAsync(string path, object body) => await ReadAsync(await _http.PostAsJsonAsync(Focus + path, body));

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(text);
            return JsonNode.Parse(text)!;
        }
    }
}
