using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Clients;

/// <summary>The documented calls of day 1, by the documented program.</summary>
public sealed class CurlTests(Suite suite)
{
    private const string Status = "\n%{http_code}";

    [Fact]
    public async Task Curl_TheDocumentedDay1_AnswersAsDocumented()
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        var login = await CallAsync(
            null,
            "POST",
            "/api/v1/authentication/login/",
            $$"""{"email":"{{email}}","password":"{{Suite.Password}}"}""",
            HttpStatusCode.OK);
        var token = (string)login["results"]!["data"]!["tokens"]!["access"]!;

        Task<JsonNode> Get(string path) => CallAsync(token, "GET", Api.Focus + path, null, HttpStatusCode.OK);
        Task<JsonNode> Post(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
            CallAsync(token, "POST", Api.Focus + path, body, status);

        (await Get("programs/")).AsArray().Count.ShouldBe(2);
        var enrollment = (long)(await Post("programs/enroll/", """{"program_id": 1}""", HttpStatusCode.Created))["enrollment_id"]!;
        (await Post("programs/start/", $$"""{"enrollment_id": {{enrollment}}}"""))["current_day"]!.GetValue<int>().ShouldBe(1);
        var tasks = (await Get($"programs/{enrollment}/days/1/"))["user_progress"]!["tasks"]!.AsArray().Count;
        for (var index = 0; index < tasks; index++)
        {
            await Post(
                "tasks/update/", $$"""{"enrollment_id": {{enrollment}}, "day_number": 1, "task_index": {{index}}, "is_completed": true}""");
        }

        // Longer than the documented 25 minutes: those and the 30 after which the system ends an open session by itself are 5.5 seconds
        // here.
        var started = await Post(
            "sessions/start/", $$"""{"enrollment_id": {{enrollment}}, "day_number": 1, "duration_minutes": 180}""", HttpStatusCode.Created);
        var session = (string)started["session_id"]!;
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(25) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
        (await Post("sessions/distraction/", $$"""{"session_id": "{{session}}", "distraction_note": "Phone call"}"""))["distraction_count"]!.GetValue<int>().ShouldBe(1);
        await clock.WaitForNextTickAsync();
        (await Post("sessions/complete/", $$"""{"session_id": "{{session}}", "productivity_rating": 4}"""))["actual_duration_minutes"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(25);
        (await Post(
            "reflections/add/",
            $$"""{"enrollment_id": {{enrollment}}, "day_number": 1, "question": "What's the biggest win?", "answer": "I stayed focused for 25 minutes!"}""",
            HttpStatusCode.Created))["reflections_count"]!.GetValue<int>().ShouldBe(1);

        // On a machine too busy for the bound of the wait, the day's end follows the answer.
        await Eventually.Async(
            async () => (await Get($"programs/{enrollment}/"))["current_day"]!.GetValue<int>(), day => day == 2, TimeSpan.FromSeconds(60));
    }

    private async Task<JsonNode> CallAsync(string? token, string method, string path, string? body, HttpStatusCode status)
    {
        List<string> arguments =
        [
            "--silent",
            "--show-error",
            "--request",
            method,
            "--write-out",
            Status,
            "--header",
            "Content-Type: application/json",
        ];
        if (token is not null)
        {
            arguments.AddRange(["--header", $"Authorization: Bearer {token}"]);
        }

        if (body is not null)
        {
            arguments.AddRange(["--data", body]);
        }

        var (exitCode, output) = await Shell.RunAsync(
            AppContext.BaseDirectory, "curl", [.. arguments, new Uri(suite.System.GatewayUrl, path).ToString()]);
        exitCode.ShouldBe(0, output);
        var end = output.LastIndexOf('\n');
        output[(end + 1)..].ShouldBe($"{(int)status}", output);
        return JsonNode.Parse(output[..end])!;
    }
}
