using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Logs;

/// <summary>Nothing that is a user's own stands in any log of any process, neither of what went well nor of what was refused.</summary>
public sealed partial class LogTests(Suite suite)
{
    private const string Authentication = "/api/v1/authentication/";
    private readonly Dictionary<string, string> _secrets = [];

    [Fact]
    public async Task Logs_OfAllProcesses_HoldNoSecretOfAUser()
    {
        await LiveAsync();
        await BeRefusedAsync();

        var found = Directory.EnumerateFiles(suite.System.LogFolder, "*", SearchOption.AllDirectories).SelectMany(FindIn).ToList();
        found.ShouldBeEmpty();
        Directory.EnumerateFiles(suite.System.LogFolder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
            .ShouldBeGreaterThan(1_000);
    }

    private async Task LiveAsync()
    {
        var email = Secret("email", Suite.NewEmail());
        var anonymous = suite.Anonymous();
        var signedUp = (await anonymous.SendAsync(HttpMethod.Post, Authentication + "signup/", new
        {
            email,
            password = Secret("password"),
            first_name = Secret("first name"),
            last_name = Secret("last name"),
        })).Created();
        var refresh = Secret("refresh token", (string)signedUp["results"]["data"]!["tokens"]!["refresh"]!);
        (await anonymous.SendAsync(HttpMethod.Post, Authentication + "login/", new { email, password = _secrets["password"] })).Ok();
        var signedIn = (await anonymous.SendAsync(HttpMethod.Post, Authentication + "refresh/", new { refresh })).Ok();
        Secret("next refresh token", (string)signedIn["results"]["data"]!["tokens"]!["refresh"]!);
        var access = Secret("access token", (string)signedIn["results"]["data"]!["tokens"]!["access"]!);

        var user = new Api(suite.System.CreateClient(access));
        var enrollment = await user.BeginAsync();
        var start = new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25, task_description = Secret("task") };
        var session = (await user.PostAsync("sessions/start/", start, Secret("idempotency key"))).Created().Word("session_id");
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = Secret("distraction") })).Ok();
        (await user.PostAsync("sessions/complete/", new { session_id = session, notes = Secret("session's notes") })).Ok();
        (await user.PostAsync("reflections/add/",
            new { enrollment_id = enrollment, day_number = 1, question = Secret("question"), answer = Secret("answer") })).Created();
        (await user.PostAsync("days/rate/", new { enrollment_id = enrollment, day_number = 1, notes = Secret("day's notes") })).Ok();
        (await user.SendAsync(HttpMethod.Post, Authentication + "logout/", new { refresh = _secrets["next refresh token"] })).Ok();
    }

    /// <summary>Errors log more than successes do.</summary>
    private async Task BeRefusedAsync()
    {
        var anonymous = suite.Anonymous();
        await anonymous.SendAsync(
            HttpMethod.Post, Authentication + "login/", new { email = _secrets["email"], password = Secret("wrong password") });
        await anonymous.SendAsync(
            HttpMethod.Post, Authentication + "signup/", new { email = _secrets["email"], password = _secrets["password"] });
        await anonymous.SendAsync(HttpMethod.Post, Authentication + "signup/",
            new { email = Secret("no email"), password = "x", time_zone = Secret("no time zone") });
        await anonymous.SendAsync(HttpMethod.Post, Authentication + "refresh/", new { refresh = _secrets["refresh token"] });
        await anonymous.SendAsync(
            HttpMethod.Post,
            Authentication + "login/",
            $$"""{"email": "{{Secret("email in bad JSON")}}", "password": "{{Secret("password in bad JSON")}}""");
        await anonymous.SendAsync(
            HttpMethod.Get, $"/api/v1/focus/history/?page_token={Secret("page token")}&page_size={Secret("query value")}");
        await anonymous.SendAsync(HttpMethod.Get, $"/api/v1/focus/nowhere/{Secret("path")}");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/programs/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"eyJhbGciOiJFUzI1NiJ9.{Secret("bad token")}.x");
        request.Headers.Add("focus-service-token", Secret("bad service token"));
        (await anonymous.SendAsync(request)).Is(HttpStatusCode.Unauthorized);

        await suite.System.PutUserAsync(
            new PutUserRequest { Email = _secrets["email"], Password = Secret("operator's password") }, CancellationToken.None);
        Secret("operator's token", await suite.System.AccessTokenAsync(_secrets["email"], CancellationToken.None));
        Secret("service token", suite.System.ServiceToken("tests"));
    }

    private string Secret(string name, string? value = null) => _secrets[name] = value ?? $"secret{Guid.NewGuid():N}";

    private IEnumerable<string> FindIn(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
        {
            // Of a token its signature is enough to be found in a shortened line.
            foreach (var (name, value) in _secrets.Where(secret =>
                line.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)
                    || line.Contains(secret.Value[^12..], StringComparison.Ordinal)))
            {
                yield return $"{name} in {Path.GetFileName(file)}: {line}";
            }

            // The other tests' users have been at work in this system, too.
            if (SomebodysOwn().IsMatch(line))
            {
                yield return $"somebody's token or address in {Path.GetFileName(file)}: {line}";
            }
        }
    }

    /// <summary>The head of any JSON web token (RFC 7519: "{" in base64url), and the addresses that tests give to users.</summary>
    [GeneratedRegex(@"eyJ[\w-]{8,}\.|[\w-]@example\.com")]
    private static partial Regex SomebodysOwn();
}
