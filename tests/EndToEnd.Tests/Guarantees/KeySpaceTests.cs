using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>S11: a key stands for one request of its caller, whichever service that goes to.</summary>
public sealed class KeySpaceTests(Suite suite)
{
    [Fact]
    public async Task Key_UsedInAnotherService_IsRefusedAndActsNowhere()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        var key = $"key-{Guid.NewGuid():N}";
        var body = new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25 };
        var started = (await user.PostAsync("sessions/start/", body, key)).Created();

        (await user.PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = 1, task_index = 0, is_completed = true }, key))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment }, key))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        (await user.PostAsync("sessions/pause/", new { session_id = (string)started["session_id"]! }, key))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");

        ((string)(await user.PostAsync("sessions/start/", body, key)).Created()["session_id"]!).ShouldBe((string)started["session_id"]!);
        (await user.GetAsync($"programs/{enrollment}/days/1/")).Ok().Text.ShouldContain("\"is_completed\":false");
        var somebodyElse = await suite.NewUserAsync();
        (await somebodyElse.PostAsync("programs/enroll/", new { program_id = Journey.FourteenDays }, key)).Created();
    }

    /// <summary>S11: two headers are 400 at every route, and no key.</summary>
    [Fact]
    public async Task Key_GivenTwice_IsRefused()
    {
        var user = await suite.NewUserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Focus + "programs/enroll/")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { program_id = 1 }),
        };
        request.Headers.Add("Idempotency-Key", ["one", "two"]);

        (await user.SendAsync(request)).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "idempotency-key");
    }
}
