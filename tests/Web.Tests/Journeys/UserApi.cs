using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using FocusSuite.Web.Tests.Support;
using Shouldly;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>The API as another client of the same user has it: what it says is the truth that a page has to show.</summary>
internal sealed class UserApi : IDisposable
{
    /// <summary>The program that everybody may enroll in.</summary>
    public const string Program = "14-Day Focus Challenge";

    private const string Focus = "/api/v1/focus/";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http;

    public UserApi(FocusSystem system, string accessToken)
    {
        _http = system.CreateClient(accessToken);
        _http.Timeout = Bound;
    }

    public UserApi(FocusSystem system, TestUser user)
        : this(system, user.AccessToken)
    {
    }

    public Task<JsonNode> DayAsync(long enrollment, int day) => GetAsync($"programs/{enrollment}/days/{day}/");

    public async Task<JsonNode> ProgressAsync(long enrollment, int day) => (await DayAsync(enrollment, day))["user_progress"]!;

    /// <summary>The first thing that a day asks.</summary>
    public async Task<string> QuestionAsync(long enrollment, int day = 1) =>
        (string)(await DayAsync(enrollment, day))["reflection_prompts"]![0]!;

    public Task<JsonNode> ProgramAsync(long enrollment) => GetAsync($"programs/{enrollment}/");

    public async Task<IReadOnlyList<JsonNode>> SessionsAsync() => [.. (await GetAsync("sessions/")).AsArray().Select(one => one!)];

    /// <summary>The user's only enrollment.</summary>
    public async Task<long> EnrollmentAsync() =>
        (long)(await GetAsync("programs/")).AsArray().Single(one => one!["enrollment_id"] is not null)!["enrollment_id"]!;

    /// <summary>The live session.</summary>
    public async Task<JsonNode> ActiveAsync() => (await GetAsync("sessions/active/"))["active_session"].ShouldNotBeNull();

    /// <summary>Seconds until the live session's planned end.</summary>
    public async Task<int> RemainingAsync() => (int)(await ActiveAsync())["remaining_seconds"]!;

    /// <summary>Enrolls in the program of 14 days and starts it.</summary>
    public async Task<long> BeginAsync()
    {
        var enrollment = (long)(await PostAsync("programs/enroll/", new { program_id = 1 }))["enrollment_id"]!;
        await PostAsync("programs/start/", new { enrollment_id = enrollment });
        return enrollment;
    }

    public async Task<string> StartSessionAsync(long enrollment, int minutes) => (string)(await PostAsync(
        "sessions/start/", new { enrollment_id = enrollment, day_number = 1, duration_minutes = minutes }))["session_id"]!;

    public Task PauseAsync(string session) => PostAsync("sessions/pause/", new { session_id = session });

    public Task ResumeAsync(string session) => PostAsync("sessions/resume/", new { session_id = session });

    public void Dispose() => _http.Dispose();

    private Task<JsonNode> GetAsync(string path) => AnswerAsync(() => new HttpRequestMessage(HttpMethod.Get, Focus + path));

    private Task<JsonNode> PostAsync(string path, object body)
    {
        var key = Guid.NewGuid().ToString();
        return AnswerAsync(() => new HttpRequestMessage(HttpMethod.Post, Focus + path)
        {
            Content = JsonContent.Create(body),
            Headers = { { "Idempotency-Key", key } },
        });
    }

    // Beside other systems that start on few cores a service may take too long: the same key asks again.
    private async Task<JsonNode> AnswerAsync(Func<HttpRequestMessage> request)
    {
        var (status, text) = await Eventually.Async(() => SendAsync(request()), answer => (int)answer.Status < 500, Bound);
        ((int)status).ShouldBeLessThan(300, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
