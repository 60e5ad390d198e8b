using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A user of the real system with a program under way, and what has to be right before an interval begins.</summary>
internal sealed class BenchmarkUser
{
    public const string Focus = "/api/v1/focus/";
    public const string Authentication = "/api/v1/authentication/";
    private const string Password = "A-bench-of-oak-1873";
    private const int Minutes = 180;
    private const int Attempts = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan VisibleTimeout = TimeSpan.FromSeconds(20);

    private HttpClient _http;
    private int _sessionsBefore;

    private BenchmarkUser(HttpClient http, string email) => (_http, Email) = (http, email);

    public string Email { get; }

    public long Id { get; private set; }

    public string Access { get; private set; } = "";

    public string Refresh { get; set; } = "";

    public long Enrollment { get; private set; }

    public string Session { get; set; } = "";

    /// <summary>Sessions that were completed since <see cref="EndSessionAsync"/>.</summary>
    public int Completed { get; set; }

    public bool IsTaskDone { get; set; }

    public string SignInBody => $$"""{"email":"{{Email}}","password":"{{Password}}"}""";

    public string RefreshBody => $$"""{"refresh":"{{Refresh}}"}""";

    public string StartBody =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"enrollment_id":{{Enrollment}},"day_number":1,"duration_minutes":{{Minutes}}}""");

    public string SessionBody => $$"""{"session_id":"{{Session}}"}""";

    /// <summary>Makes an account, enrolls, starts the program and completes a session.</summary>
    public static async Task<BenchmarkUser> SignUpAsync(HttpClient http, string name, CancellationToken cancellation)
    {
        var user = await SignUpAndStartAsync(http, name, cancellation);
        await user.SetUpAsync(Focus + "sessions/complete/", user.SessionBody, cancellation);
        return user;
    }

    /// <summary>Makes an account, enrolls, starts the program and a session.</summary>
    public static async Task<BenchmarkUser> SignUpAndStartAsync(HttpClient http, string name, CancellationToken cancellation)
    {
        BenchmarkUser user = new(http, name + "@example.com");
        var signup = $$"""{"email":"{{user.Email}}","password":"{{Password}}","first_name":"Bench","last_name":"Mark"}""";
        user.Take(await user.SetUpAsync(Authentication + "signup/", signup, cancellation));
        await user.EnrollAsync(cancellation);
        await user.StartSessionAsync(cancellation);
        return user;
    }

    /// <summary>Takes new tokens: an access token is good for an hour.</summary>
    public async Task RenewTokensAsync(HttpClient http, CancellationToken cancellation)
    {
        _http = http;
        Take(await SetUpAsync(Authentication + "refresh/", RefreshBody, cancellation));
    }

    /// <summary>Begins the program anew, since a day holds a bounded number of reflections.</summary>
    public async Task RenewEnrollmentAsync(CancellationToken cancellation)
    {
        await EndSessionAsync(cancellation);
        await SetUpAsync(Focus + "programs/abandon/", EnrollmentBody(), cancellation);
        await EnrollAsync(cancellation);
    }

    /// <summary>Ends the session that an interval may have left, and remembers how many there are.</summary>
    public async Task EndSessionAsync(CancellationToken cancellation)
    {
        if ((await SetUpAsync(Focus + "sessions/active/", null, cancellation))!["active_session"]?["session_id"] is { } left)
        {
            Session = (string)left!;
            await SetUpAsync(Focus + "sessions/cancel/", SessionBody, cancellation);
        }

        (_sessionsBefore, Completed) = (await SessionsAsync(cancellation), 0);
    }

    /// <summary>Gives the user a session that has just begun.</summary>
    public async Task RenewSessionAsync(CancellationToken cancellation)
    {
        await EndSessionAsync(cancellation);
        await StartSessionAsync(cancellation);
    }

    /// <summary>Returns when every completed session can be read.</summary>
    public async Task SeeSessionsAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (await SessionsAsync(cancellation) < _sessionsBefore + Completed)
        {
            if (clock.Elapsed > VisibleTimeout)
            {
                throw new TimeoutException("A completed session did not become visible.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }

    /// <summary>A GET, or with a body a POST.</summary>
    public async Task<JsonNode?> SendAsync(string path, string? body, CancellationToken cancellation)
    {
        var (status, text) = await TryAsync(path, body, null, cancellation);
        return (int)status is >= 200 and < 300 ? JsonNode.Parse(text) : throw Failure(path, status, text);
    }

    /// <summary>The same outside of what is measured: a machine that is busy with a start gets another chance.</summary>
    private async Task<JsonNode?> SetUpAsync(string path, string? body, CancellationToken cancellation)
    {
        var key = Guid.NewGuid().ToString();
        for (var attempt = 1; ; attempt++)
        {
            var (status, text) = await TryAsync(path, body, key, cancellation);
            if ((int)status is >= 200 and < 300)
            {
                return JsonNode.Parse(text);
            }

            // With 409 the try before is still at work.
            if (attempt == Attempts
                || status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.Conflict))
            {
                throw Failure(path, status, text);
            }

            await Task.Delay(Pause * attempt, cancellation);
        }
    }

    private async Task<(HttpStatusCode Status, string Text)> TryAsync(
        string path, string? body, string? key, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (Access.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Access);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }
        }

        using var answer = await _http.SendAsync(request, cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
    }

    private static InvalidOperationException Failure(string path, HttpStatusCode status, string text) =>
        new($"{path} was answered with {(int)status}: {text}");

    private void Take(JsonNode? signedIn)
    {
        var data = signedIn!["results"]!["data"]!;
        Id = (long)data["user"]!["id"]!;
        Access = (string)data["tokens"]!["access"]!;
        Refresh = (string)data["tokens"]!["refresh"]!;
    }

    private async Task EnrollAsync(CancellationToken cancellation)
    {
        Enrollment = (long)(await SetUpAsync(Focus + "programs/enroll/", """{"program_id":1}""", cancellation))!["enrollment_id"]!;
        await SetUpAsync(Focus + "programs/start/", EnrollmentBody(), cancellation);
    }

    private async Task StartSessionAsync(CancellationToken cancellation) =>
        Session = (string)(await SetUpAsync(Focus + "sessions/start/", StartBody, cancellation))!["session_id"]!;

    private async Task<int> SessionsAsync(CancellationToken cancellation) =>
        (int)(await SetUpAsync(string.Create(CultureInfo.InvariantCulture, $"{Focus}programs/{Enrollment}/"), null, cancellation))![
            "progress"]!["total_sessions"]!;

    private string EnrollmentBody() => JsonSerializer.Serialize(new { enrollment_id = Enrollment });
}
