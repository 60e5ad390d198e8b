using System.Globalization;
using System.Runtime.CompilerServices;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Recorded;

/// <summary>
/// A day lived and misused, as it was answered once: byte for byte, but for what no two runs have in common. It keeps a redesign from
/// changing what clients see. Where the contract changes, record anew with FOCUS_TEST_RECORD=1, and read the difference.
/// </summary>
public sealed class RecordedAnswersTests(Suite suite)
{
    // Method, path, body. What a name in braces stands for comes from an earlier answer.
    private static readonly (string Method, string Path, string? Body)[] Script =
    [
        ("GET", "programs/", null),
        ("GET", "programs/{enrollment}/", null),
        ("POST", "programs/enroll/", """{"program_id":99}"""),
        ("POST", "programs/enroll/", """{"program_id":2}"""),
        ("POST", "programs/enroll/", """{"program_id":1}"""),
        ("POST", "programs/enroll/", """{"program_id":1}"""),
        ("GET", "programs/", null),
        ("POST", "sessions/start/", """{"enrollment_id":{enrollment},"day_number":1,"duration_minutes":25}"""),
        ("POST", "tasks/update/", """{"enrollment_id":{enrollment},"day_number":1,"task_index":0,"is_completed":true}"""),
        ("POST", "programs/pause/", """{"enrollment_id":{enrollment}}"""),
        ("POST", "programs/start/", """{"enrollment_id":{enrollment}}"""),
        ("POST", "programs/start/", """{"enrollment_id":{enrollment}}"""),
        ("GET", "programs/{enrollment}/", null),
        ("GET", "programs/{enrollment}/days/1/", null),
        ("GET", "programs/{enrollment}/days/99/", null),
        ("GET", "sessions/active/", null),
        ("POST", "sessions/start/", "{}"),
        ("POST", "sessions/start/", """{"enrollment_id":"x","day_number":1}"""),
        ("POST", "sessions/start/", """{"enrollment_id":{enrollment},"day_number":2,"duration_minutes":25}"""),
        ("POST", "sessions/start/", """{"enrollment_id":{enrollment},"day_number":15,"duration_minutes":25}"""),
        (
            "POST",
            "sessions/start/",
            """{"enrollment_id":{enrollment},"day_number":1,"duration_minutes":180,"session_type":"pomodoro","task_description":" Write "}"""),
        ("POST", "sessions/start/", """{"enrollment_id":{enrollment},"day_number":1,"duration_minutes":180}"""),
        ("GET", "sessions/active/", null),
        ("POST", "sessions/resume/", """{"session_id":"{session}"}"""),
        ("POST", "sessions/pause/", """{"session_id":"{session}"}"""),
        ("POST", "sessions/pause/", """{"session_id":"{session}"}"""),
        ("GET", "sessions/active/", null),
        ("POST", "sessions/resume/", """{"session_id":"{session}"}"""),
        ("POST", "sessions/distraction/", """{"session_id":"{session}","distraction_note":""}"""),
        ("POST", "sessions/distraction/", """{"session_id":"{session}","distraction_note":"Phone"}"""),
        ("POST", "sessions/complete/", """{"session_id":"{session}","productivity_rating":9}"""),
        ("POST", "sessions/complete/", """{"session_id":"{session}","productivity_rating":4,"notes":"Went well"}"""),
        ("POST", "sessions/complete/", """{"session_id":"{session}","productivity_rating":4,"notes":"Went well"}"""),
        ("POST", "sessions/cancel/", """{"session_id":"{session}"}"""),
        ("POST", "sessions/cancel/", """{"session_id":"507f1f77bcf86cd799439011"}"""),
        ("GET", "sessions/", null),
        ("GET", "sessions/?page_size=0&page_token=x", null),
        ("POST", "tasks/update/", """{"enrollment_id":{enrollment},"day_number":1,"task_index":0,"is_completed":true}"""),
        ("POST", "tasks/update/", """{"enrollment_id":{enrollment},"day_number":1,"task_index":99,"is_completed":true}"""),
        ("POST", "tasks/update/", """{"enrollment_id":{enrollment},"day_number":2,"task_index":0,"is_completed":true}"""),
        (
            "POST",
            "reflections/add/",
            """{"enrollment_id":{enrollment},"day_number":1,"question":"What's the biggest win?","answer":"I stayed focused!"}"""),
        ("POST", "reflections/add/", """{"enrollment_id":{enrollment},"day_number":1,"question":"","answer":""}"""),
        (
            "POST",
            "days/rate/",
            """{"enrollment_id":{enrollment},"day_number":1,"difficulty_rating":3,"satisfaction_rating":5,"notes":"Fine"}"""),
        ("POST", "days/rate/", """{"enrollment_id":{enrollment},"day_number":1,"difficulty_rating":0}"""),
        ("GET", "programs/{enrollment}/days/1/", null),
        ("GET", "programs/{enrollment}/weekly-review/1/", null),
        ("GET", "programs/{enrollment}/weekly-review/9/", null),
        ("POST", "programs/pause/", """{"enrollment_id":{enrollment}}"""),
        ("POST", "programs/resume/", """{"enrollment_id":{enrollment}}"""),
        ("POST", "programs/abandon/", """{"enrollment_id":{enrollment}}"""),
        ("POST", "programs/abandon/", """{"enrollment_id":{enrollment}}"""),
        ("GET", "history/", null),
        ("GET", "nothing/", null),
        ("DELETE", "programs/", null),
        ("POST", "programs/enroll/", "no json"),
    ];

    [Fact]
    public async Task Answers_ToTheRecordedRequests_AreWhatTheyWere()
    {
        var user = await UserInTheMorningAsync();
        var answers = new List<string>();
        var known = new Masks();
        foreach (var (method, path, body) in Script)
        {
            if (path == "sessions/complete/")
            {
                await TwoMinutesAsync();
            }

            var reply = await user.SendAsync(new HttpMethod(method), Api.Focus + known.Fill(path), body is null ? null : known.Fill(body));
            known.Learn(reply.Text);
            answers.Add($"{method} {path} {body}\n{(int)reply.Status} {reply.ContentType}\n{known.Mask(reply.Text)}\n\n");
        }

        if (Environment.GetEnvironmentVariable("FOCUS_TEST_RECORD") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(RecordFile(), string.Concat(answers));
        }

        // One by one: the first that differs is what the reader wants to see.
        var recorded = (await File.ReadAllTextAsync(RecordFile())).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        recorded.Length.ShouldBe(Script.Length);
        foreach (var (answer, was) in answers.Zip(recorded))
        {
            answer.TrimEnd('\n').ShouldBe(was);
        }
    }

    // A day of suite time lasts 144 seconds: where it is two in the morning, no date changes while the test runs.
    private Task<Api> UserInTheMorningAsync()
    {
        var ahead = 2 - suite.System.SuiteTime.Hour;
        ahead += ahead < -12 ? 24 : 0;

        // These names count west of Greenwich.
        var zone = ahead == 0 ? "Etc/GMT" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{-ahead:+0;-0}");
        return suite.NewUserAsync(new PutUserRequest { TimeZone = zone });
    }

    // A session of less than a minute counts for no streak.
    private static async Task TwoMinutesAsync()
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMinutes(2) / Suite.TimeScale);
        await clock.WaitForNextTickAsync();
    }

    private static string RecordFile([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "answers.txt");
}
