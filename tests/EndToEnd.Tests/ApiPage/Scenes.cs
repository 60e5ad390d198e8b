using System.Net;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;

namespace FocusSuite.EndToEnd.Tests.ApiPage;

/// <summary>How things have to be for each example of the description to be answered as it says. A new route needs a scene here.</summary>
internal sealed class Scenes(Suite suite)
{
    private const string Authentication = "/api/v1/authentication/";

    public async Task<Scene> SetAsync(string name) => name switch
    {
        "ListPrograms 200" or "ListHistory 200" or "PauseProgram 200" or "AbandonProgram 200" or "UpdateTask 200" or "AddReflection 201" or "RateDay 200"
            or "GetWeeklyReview 200" or "StartSession 201" => (await BegunAsync()).Scene,
        "GetProgram 200" or "GetDay 200" or "UpdateReflection 200" or "DeleteReflection 200" => await WorkedOnAsync(),
        "Enroll 201" or "GetSettings 200" or "UpdateSettings 200" or "ExportAccount 200" => new Scene(await suite.NewUserAsync(), []),
        "Enroll 200" or "StartProgram 200" => await EnrolledAsync(),
        "ResumeProgram 200" => await PausedProgramAsync(),
        "GetActiveSession 200" or "WatchActiveSession 200" or "PauseSession 200" or "LogDistraction 200" or "CompleteSession 200" or "CancelSession 200" =>
            await SessionAsync(_ => Task.CompletedTask),
        "ResumeSession 200" => await SessionAsync(
            async scene => (await scene.Who.PostAsync("sessions/pause/", new { session_id = (string)scene.Own["session_id"]! })).Ok()),
        "LogSession 201" => await ForgottenSessionAsync(),
        "CorrectSession 200" or "RemoveSession 200" => await LoggedSessionAsync(),
        "GetActivity 200" or "GetStreak 200" or "ListAchievements 200" or "ExplainAchievement 200" => await CreditedAsync(),
        "SetRestDays 200" or "AddVacation 201" => new Scene(await suite.NewUserAsync(), []),
        "EndVacation 200" => await OnVacationAsync(),
        "ListSessions 200" => await SessionAsync(async scene =>
        {
            var session = (string)scene.Own["session_id"]!;
            (await scene.Who.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone" })).Ok();
            (await scene.Who.CompleteAsync(session)).Ok();
        }),
        "GetMySubscription 200" => new Scene(await suite.NewUserAsync(pro: true), []),
        "Signup 201" => new Scene(suite.Anonymous(), new() { ["email"] = Suite.NewEmail() }),
        "Login 200" or "Refresh 200" or "Logout 200" => await SignedUpAsync(),
        "DeleteAccount 200" => new Scene(await suite.NewUserAsync(), new() { ["request_id"] = $"{Guid.NewGuid()}" }),
        "GetErasure 200" => await ErasedAsync(),
        _ => throw new NotSupportedException($"The description has an example '{name}', but Scenes.cs has no scene for it."),
    };

    private async Task<(Scene Scene, long Enrollment)> BegunAsync()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        return (new Scene(user, new() { ["enrollment_id"] = enrollment }), enrollment);
    }

    private async Task<Scene> WorkedOnAsync()
    {
        var (scene, enrollment) = await BegunAsync();
        (await scene.Who.TaskAsync(enrollment, day: 1, index: 0)).Ok();
        (await scene.Who.ReflectAsync(enrollment, day: 1)).Created();
        return scene;
    }

    private async Task<Scene> EnrolledAsync()
    {
        var user = await suite.NewUserAsync();
        return new Scene(user, new() { ["enrollment_id"] = await user.EnrollAsync() });
    }

    private async Task<Scene> PausedProgramAsync()
    {
        var (scene, enrollment) = await BegunAsync();
        (await scene.Who.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok();
        return scene;
    }

    private async Task<Scene> SessionAsync(Func<Scene, Task> then)
    {
        var (scene, enrollment) = await BegunAsync();
        scene.Own["session_id"] = await scene.Who.StartSessionAsync(enrollment);
        await then(scene);
        return scene;
    }

    private async Task<Scene> CreditedAsync()
    {
        // Entered afterwards, so that nobody has to wait until its minutes have run.
        var scene = await LoggedSessionAsync();
        await Eventually.Async(
            async () => (int)(await scene.Who.GetAsync("activity/")).Ok().Json!["total_sessions"]!,
            sessions => sessions > 0,
            TimeSpan.FromSeconds(30));
        return scene;
    }

    private async Task<Scene> OnVacationAsync()
    {
        var user = await suite.NewUserAsync();
        (await user.PostAsync("streak/vacations/", new { first_date = "2099-07-20", last_date = "2099-08-02" })).Created();
        return new Scene(user, []);
    }

    private async Task<Scene> ForgottenSessionAsync()
    {
        var scene = await SessionAsync(_ => Task.CompletedTask);
        await scene.Who.CancelAsync((string)scene.Own["session_id"]!);
        var now = (DateTimeOffset)(await scene.Who.GetAsync("sessions/")).Ok().Json![0]!["started_at"]!;
        scene.Own["started_at"] = now.AddDays(-1);
        return scene;
    }

    private async Task<Scene> LoggedSessionAsync()
    {
        var scene = await ForgottenSessionAsync();
        var logged = await scene.Who.PostAsync(
            "sessions/log/",
            new
            {
                enrollment_id = (long)scene.Own["enrollment_id"]!,
                day_number = 1,
                started_at = (DateTimeOffset)scene.Own["started_at"]!,
                duration_minutes = 25,
            });
        scene.Own["session_id"] = logged.Created().Word("session_id");
        return scene;
    }

    private async Task<Scene> SignedUpAsync()
    {
        var email = Suite.NewEmail();
        var tokens = (
            await suite.Anonymous()
                .SendAsync(HttpMethod.Post, Authentication + "signup/", new { email, password = Suite.Password })).Created()
            ["results"]["data"]!["tokens"]!;
        return new Scene(
            new Api(suite.System.CreateClient((string)tokens["access"]!)),
            new() { ["email"] = email, ["refresh"] = (string)tokens["refresh"]! });
    }

    private async Task<Scene> ErasedAsync()
    {
        var user = await suite.NewUserAsync();
        var id = (await user.SendAsync(HttpMethod.Delete, "/api/v1/account/")).Ok().Word("erasure_id");
        await Eventually.Async(
            async () => await suite.Anonymous().SendAsync(HttpMethod.Get, $"/api/v1/account/erasures/{id}/"),
            receipt => receipt.Status == HttpStatusCode.OK && receipt.Word("status") == "completed",
            TimeSpan.FromSeconds(30));
        return new Scene(suite.Anonymous(), new() { ["erasure_id"] = id });
    }
}

/// <summary>A user, and what in an example is this user's own.</summary>
internal sealed record Scene(Api Who, Dictionary<string, JsonNode> Own);
