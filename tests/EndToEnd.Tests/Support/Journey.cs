using System.Text.Json.Nodes;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>The steps of a user's days, over HTTP.</summary>
public static class Journey
{
    public const long FourteenDays = 1;
    public const long ThirtyDays = 2;

    public static async Task<long> EnrollAsync(this Api user, long program = FourteenDays) =>
        (await user.PostAsync("programs/enroll/", new { program_id = program })).Created().Number("enrollment_id");

    /// <summary>Enrolls and starts.</summary>
    public static async Task<long> BeginAsync(this Api user, long program = FourteenDays)
    {
        var enrollment = await user.EnrollAsync(program);
        (await user.PostAsync("programs/start/", new { enrollment_id = enrollment })).Ok();
        return enrollment;
    }

    public static async Task<string> StartSessionAsync(this Api user, long enrollment, int day = 1, int minutes = 180) =>
        (await user.PostAsync("sessions/start/", new { enrollment_id = enrollment, day_number = day, duration_minutes = minutes }))
            .Created().Word("session_id");

    public static Task<Reply> CompleteAsync(this Api user, string session, string? idempotencyKey = null) =>
        user.PostAsync("sessions/complete/", new { session_id = session, productivity_rating = 4 }, idempotencyKey);

    public static async Task CancelAsync(this Api user, string session) =>
        (await user.PostAsync("sessions/cancel/", new { session_id = session })).Ok();

    public static Task<Reply> TaskAsync(this Api user, long enrollment, int day, int index, bool done = true) =>
        user.PostAsync("tasks/update/", new { enrollment_id = enrollment, day_number = day, task_index = index, is_completed = done });

    public static Task<Reply> ReflectAsync(this Api user, long enrollment, int day) =>
        user.PostAsync(
            "reflections/add/",
            new { enrollment_id = enrollment, day_number = day, question = "What's the biggest win?", answer = "I stayed focused!" });

    /// <summary>Focuses for so many minutes of suite time, in one session, and lets the clock run for them.</summary>
    public static async Task FocusAsync(this Api user, long enrollment, int day, int minutes)
    {
        var session = await user.StartSessionAsync(enrollment, day, minutes);
        using var clock = new PeriodicTimer((TimeSpan.FromMinutes(minutes) / Suite.TimeScale) + TimeSpan.FromMilliseconds(20));
        await clock.WaitForNextTickAsync();
        (await user.CompleteAsync(session)).Ok();
    }

    /// <summary>Does all that a day asks for; the reflection comes last and completes it.</summary>
    public static async Task LiveDayAsync(this Api user, long enrollment, int day)
    {
        var info = (await user.GetAsync($"programs/{enrollment}/days/{day}/")).Ok();
        var tasks = info["user_progress"]["tasks"]!.AsArray().Count;
        for (var index = 0; index < tasks; index++)
        {
            (await user.TaskAsync(enrollment, day, index)).Ok();
        }

        await user.FocusAsync(enrollment, day, (int)info.Number("focus_duration"));
        ((bool)(await user.ReflectAsync(enrollment, day)).Created()["day_completed"]).ShouldBeTrue();
    }

    public static async Task<JsonNode> DetailsAsync(this Api user, long enrollment) =>
        (await user.GetAsync($"programs/{enrollment}/")).Ok().Json!;
}
