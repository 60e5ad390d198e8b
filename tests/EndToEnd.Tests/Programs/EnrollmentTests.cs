using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Programs;

public sealed class EnrollmentTests(Suite suite)
{
    [Fact]
    public async Task Enroll_FirstAndSecondTime_AnswersAsDocumented()
    {
        var user = await suite.NewUserAsync();

        var first = (await user.PostAsync("programs/enroll/", new { program_id = 1 })).Created().HasShape(Documented.Enrolled);
        var second = (await user.PostAsync("programs/enroll/", new { program_id = 1 })).Ok().HasShape(Documented.AlreadyEnrolled);

        ((bool)first["enrolled"], first.Word("program_name"), first.Number("total_days")).ShouldBe((true, "14-Day Focus Challenge", 14));
        ((bool)second["enrolled"], second.Word("message"), second.Number("enrollment_id"))
            .ShouldBe((false, "Already enrolled in this program", first.Number("enrollment_id")));
    }

    [Theory]
    [InlineData("""{"program_id": 999}""")]
    [InlineData("""{"program_id": 0}""")]
    [InlineData("""{"program_id": -1}""")]
    [InlineData("""{"program_id": null}""")]
    [InlineData("""{"program_id": "abc"}""")]
    [InlineData("""{"program_id": 1.5}""")]
    [InlineData("""{"program_id": 99999999999999999999}""")]
    [InlineData("{}")]
    public async Task Enroll_NoSuchProgram_NamesTheField(string body) =>
        (await (await suite.NewUserAsync()).PostAsync("programs/enroll/", body))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "program_id");

    [Fact]
    public async Task Enroll_NumericStringAndUnknownField_AreAccepted() =>
        (await (await suite.NewUserAsync()).PostAsync("programs/enroll/", """{"program_id": "1", "utm_source": {"a": [1, 2]}}"""))
            .Created();

    [Fact]
    public async Task Enroll_AfterAbandoning_MakesANewEnrollment()
    {
        var user = await suite.NewUserAsync();
        var first = await user.EnrollAsync();
        (await user.PostAsync("programs/abandon/", new { enrollment_id = first })).Ok().HasShape(Documented.Abandoned);

        var second = await user.EnrollAsync();

        second.ShouldNotBe(first);
        var history = (await user.GetAsync("history/")).Ok().HasShape(Documented.History).Json!.AsArray();
        history.Select(entry => ((long)entry!["enrollment_id"]!, (string)entry["status"]!))
            .ShouldBe([(second, "not_started"), (first, "abandoned")]);
    }

    [Fact]
    public async Task Start_NotStarted_IsInProgressAndStampsTheTimeOnce()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.EnrollAsync();
        (await user.DetailsAsync(enrollment))["started_at"].ShouldBeNull();

        var started = (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok().HasShape(Documented.Started);
        ((bool)started["started"], started.Number("enrollment_id"), started.Number("current_day")).ShouldBe((true, enrollment, 1));
        var startedAt = (string)(await user.DetailsAsync(enrollment))["started_at"]!;

        (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok().HasShape(Documented.Paused);
        (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok().HasShape(Documented.Started);
        var details = await user.DetailsAsync(enrollment);
        ((string)details["status"]!, (string)details["started_at"]!).ShouldBe(("in_progress", startedAt));
    }

    [Theory]
    [InlineData("start", "in_progress")]
    [InlineData("start", "abandoned")]
    [InlineData("pause", "not_started")]
    [InlineData("pause", "paused")]
    [InlineData("resume", "not_started")]
    [InlineData("resume", "in_progress")]
    [InlineData("resume", "abandoned")]
    [InlineData("abandon", "abandoned")]
    public async Task Change_StatusDoesNotAllowIt_IsRefused(string change, string status)
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.EnrollAsync();
        foreach (
            var step in status switch { "in_progress" => ["start"], "paused" => ["start", "pause"], "abandoned" => ["abandon"], _ => Array.Empty<string>() })
        {
            (await user.PostAsync($"programs/{step}/", new { enrollment_id = enrollment })).Ok();
        }

        (await user.PostAsync($"programs/{change}/", new { enrollment_id = enrollment }))
            .Problem(HttpStatusCode.BadRequest, "INVALID_PROGRAM_STATUS");
    }

    [Fact]
    public async Task Resume_Paused_IsInProgress()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();
        (await user.PostAsync("programs/pause/", new { enrollment_id = enrollment })).Ok();

        (await user.PostAsync("programs/resume/", new { enrollment_id = enrollment })).Ok().HasShape(Documented.Resumed);

        ((string)(await user.DetailsAsync(enrollment))["status"]!).ShouldBe("in_progress");
    }

    [Theory]
    [InlineData("start")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("abandon")]
    public async Task Change_UnknownOrMissingEnrollment_IsRefused(string change)
    {
        var user = await suite.NewUserAsync();

        (await user.PostAsync($"programs/{change}/", new { enrollment_id = 999_999_999 })).Problem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await user.PostAsync($"programs/{change}/", new { })).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "enrollment_id");
    }

    [Fact]
    public async Task Details_FreshEnrollment_IsTheDocumentsForm()
    {
        var user = await suite.NewUserAsync();
        var enrollment = await user.BeginAsync();

        var details = (await user.GetAsync($"programs/{enrollment}/")).Ok().HasShape(Documented.Details);

        details.Number("enrollment_id").ShouldBe(enrollment);
        details["progress"].ToJsonString().ShouldBe(
            """{"days_completed":0,"completion_percentage":0,"total_focus_minutes":0,"total_sessions":0,"current_streak":0,"longest_streak":0,"achievements":[]}""");
        ((int)details["current_day_info"]["day_number"]!, (int)details["current_day_info"]["focus_duration"]!).ShouldBe((1, 25));
        details["current_day_info"]["tasks_progress"]!.ToJsonString().ShouldBe("""{"completed":0,"total":3}""");
    }

    [Fact]
    public async Task History_Pages_AreBoundedAndFollowTheToken()
    {
        var user = await suite.NewUserAsync();
        var enrollments = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            enrollments.Add(await user.EnrollAsync());
            (await user.PostAsync("programs/abandon/", new { enrollment_id = enrollments[^1] })).Ok();
        }

        var read = new List<long>();
        string? token = null;
        do
        {
            var page = (await user.GetAsync($"history/?page_size=2&page_token={Uri.EscapeDataString(token ?? string.Empty)}")).Ok()
                .HasShape(Documented.History);
            page.Json!.AsArray().Count.ShouldBeInRange(1, 2);
            read.AddRange(page.Json.AsArray().Select(entry => (long)entry!["enrollment_id"]!));
            token = page.Header("X-Next-Page-Token");
        }
        while (token is not null);

        read.ShouldBe(Enumerable.Reverse(enrollments));
    }

    [Theory]
    [InlineData("page_size=0", "page_size")]
    [InlineData("page_size=101", "page_size")]
    [InlineData("page_size=x", "page_size")]
    [InlineData("page_token=nonsense", "page_token")]
    public async Task History_BadPaging_NamesTheField(string query, string field) =>
        (await (await suite.NewUserAsync()).GetAsync($"history/?{query}")).Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", field);

    [Fact]
    public async Task History_NobodysPrograms_IsAnEmptyList() =>
        (await (await suite.NewUserAsync()).GetAsync("history/")).Ok().Text.ShouldBe("[]");
}
