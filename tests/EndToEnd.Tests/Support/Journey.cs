using System.Text.Json.Nodes;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>The steps of a person's days, over HTTP.</summary>
public static class Journey
{
    public const long FourteenDays = 1;
    public const long ThirtyDays = 2;

    public static async Task<long> EnrollAsync(this Api person, long program = FourteenDays) =>
        (await person.PostAsync("programs/enroll/", new { program_id = program })).Created().Number("enrollment_id");

    /// <summary>Enrolls and starts.</summary>
    public static async Task<long> BeginAsync(this Api person, long program = FourteenDays)
    {
        var enrollment = await person.EnrollAsync(program);
        (await person.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok();
        return enrollment;
    }

    public static async Task<string> StartSessionAsync(this Api person, long enrollment, int day = 1, int minutes = 180) =>
        (await person.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = day, duration_minutes = minutes })).Created().Word("session_id");

    public static Task<Reply> CompleteAsync(this Api person, string session, string? idempotencyKey = null) =>
        person.PostAsync("sessions/complete/", new { session_id = session, productivity_rating = 4 }, idempotencyKey);

    public static async Task CancelAsync(this Api person, string session) => (await person.PostAsync("sessions/cancel/", new { session_id = session })).Ok();

    public static Task<Reply> TaskAsync(this Api person, long enrollment, int day, int index, bool done = true) =>
        person.PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = day, task_index = index, is_completed = done });

    public static Task<Reply> ReflectAsync(this Api person, long enrollment, int day) =>
        person.PostAsync("reflections/add/", new { enrollment_id = enrollment, day_number = day, question = "What's the biggest win?", answer = "I stayed focused!" });

    /// <summary>Focuses for so many minutes of suite time, in one session, and lets the clock run for them.</summary>
    public static async Task FocusAsync(this Api person, long enrollment, int day, int minutes)
    {
        var session = await person.StartSessionAsync(enrollment, day, minutes);
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(minutes) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();
        (await person.CompleteAsync(session)).Ok();
    }

    /// <summary>Does all that a day asks for; the reflection comes last and completes it.</summary>
    public static async Task LiveDayAsync(this Api person, long enrollment, int day)
    {
        var info = (await person.GetAsync($"programs/{enrollment}/days/{day}/")).Ok();
        var tasks = info["user_progress"]["tasks"]!.AsArray().Count;
        for (var index = 0; index < tasks; index++)
        {
            (await person.TaskAsync(enrollment, day, index)).Ok();
        }

        await person.FocusAsync(enrollment, day, (int)info.Number("focus_duration"));
        ((bool)(await person.ReflectAsync(enrollment, day)).Created()["day_completed"]).ShouldBeTrue();
    }

    public static async Task<JsonNode> DetailsAsync(this Api person, long enrollment) => (await person.GetAsync($"programs/{enrollment}/")).Ok().Json!;
}
