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
        var person = await suite.NewPersonAsync();
        var enrollment = await person.BeginAsync();
        var key = $"key-{Guid.NewGuid():N}";
        var body = new { enrollment_id = enrollment, day_number = 1, duration_minutes = 25 };
        var started = (await person.PostAsync("sessions/start/", body, key)).Created();

        (await person.PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = 1, task_index = 0, is_completed = true }, key))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        (await person.PostAsync("programs/pause/", new { enrollment_id = enrollment }, key)).Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");
        (await person.PostAsync("sessions/pause/", new { session_id = (string)started["session_id"]! }, key))
            .Problem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED");

        ((string)(await person.PostAsync("sessions/start/", body, key)).Created()["session_id"]!).ShouldBe((string)started["session_id"]!);
        (await person.GetAsync($"programs/{enrollment}/days/1/")).Ok().Text.ShouldContain("\"is_completed\":false");
        var somebodyElse = await suite.NewPersonAsync();
        (await somebodyElse.PostAsync("programs/enroll/", new { program_id = Journey.FourteenDays }, key)).Created();
    }

    /// <summary>S11: two headers are 400 at every route, and no key.</summary>
    [Fact]
    public async Task Key_GivenTwice_IsRefused()
    {
        var person = await suite.NewPersonAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Focus + "programs/enroll/") { Content = System.Net.Http.Json.JsonContent.Create(new { program_id = 1 }) };
        request.Headers.Add("Idempotency-Key", ["one", "two"]);

        (await person.SendAsync(request)).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "idempotency-key");
    }
}
