using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>
/// A new user's first day, over the public JSON routes. Tasks and reflection come first, so that it is the session that completes the
/// day: no other effect goes through as many processes.
/// </summary>
internal sealed class FirstDay(HttpClient gateway)
{
    private const string Focus = "/api/v1/focus/";
    private const int FourteenDays = 1;
    private const int Day = 1;

    // More than the day asks for: a session that is overdue would be ended by the system, and a busy machine may stand still for a while.
    private const int PlannedMinutes = 180;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    /// <summary>Signs up, begins a program, does all that its first day asks for, and completes a session last.</summary>
    /// <returns>The id of the trace in which the session was completed.</returns>
    public async Task<string> LiveAsync()
    {
        await SignUpAsync();
        var enrollment = (int)(await PostAsync("programs/enroll/", new { program_id = FourteenDays }))["enrollment_id"]!;
        await PostAsync("programs/start/", new { enrollment_id = enrollment });
        var day = await GetAsync($"programs/{enrollment}/days/{Day}/");
        for (var task = 0; task < day["user_progress"]!["tasks"]!.AsArray().Count; task++)
        {
            await PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = Day, task_index = task, is_completed = true });
        }

        var reflection = new
        {
            enrollment_id = enrollment,
            day_number = Day,
            question = "What is the biggest win?",
            answer = "I stayed focused!",
        };
        await PostAsync("reflections/add/", reflection);
        var start = new { enrollment_id = enrollment, day_number = Day, duration_minutes = PlannedMinutes };
        var session = (string)(await PostAsync("sessions/start/", start))["session_id"]!;
        await AwaitAsync(TimeSpan.FromMinutes((int)day["focus_duration"]!));

        // As a client that traces its own calls would say it; so the trace is known by its id, however often the call has to be made.
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var completed = await SendAsync(
            HttpMethod.Post, Focus + "sessions/complete/", new { session_id = session, productivity_rating = 4 }, trace);
        ((bool)completed["completed"]!).ShouldBeTrue();
        return trace;
    }

    private async Task SignUpAsync()
    {
        var email = $"p{Guid.NewGuid():N}@example.com";
        var user = new { email, password = "a-long-password-1", first_name = "Ada", last_name = "Example", time_zone = "Europe/Berlin" };
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/authentication/signup", user);
        var token = (string)answer["results"]!["data"]!["tokens"]!["access"]!;
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Waits until so much suite time is on the session's clock.</summary>
    private async Task AwaitAsync(TimeSpan focused)
    {
        async Task<bool> IsOverAsync(CancellationToken ct) =>
            (int)(await GetAsync("sessions/active/"))["active_session"]!["elapsed_seconds"]! >= focused.TotalSeconds;

        await UntilAsync(IsOverAsync);
    }

    private static async Task UntilAsync(Func<CancellationToken, Task<bool>> isSo)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!await isSo(bound.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), bound.Token);
        }
    }

    private Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, Focus + path);

    private Task<JsonNode> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, Focus + path, body);

    /// <summary>
    /// Makes a call until it is answered. The first ones compile half of every service, which on a busy machine can outlast the gateway's
    /// patience; the key makes a repeat harmless.
    /// </summary>
    private async Task<JsonNode> SendAsync(HttpMethod method, string path, object? body = null, string? trace = null)
    {
        var key = Guid.NewGuid().ToString();
        var answer = (Status: 0, Text: "");

        async Task<bool> IsAnsweredAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            if (trace is not null)
            {
                request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
            }

            using var response = await gateway.SendAsync(request, ct);
            answer = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
            return answer.Status < 500;
        }

        await UntilAsync(IsAnsweredAsync);
        answer.Status.ShouldBeInRange(200, 299, $"{method} {path}: {answer}");
        return JsonNode.Parse(answer.Text)!;
    }
}
