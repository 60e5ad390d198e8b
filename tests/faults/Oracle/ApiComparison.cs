using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>Compares what the public API shows to a user with what the stores hold, after convergence.</summary>
public sealed class ApiComparison(Snapshot stored, Func<DateTimeOffset> suiteTime)
{
    // Whoever lives on for long is shown what is newest; the stores are compared in whole.
    private const int PageOfHistory = 5;

    private readonly ConcurrentQueue<string> _differences = new();

    public IReadOnlyList<string> Differences => [.. _differences];

    public async Task CompareAsync(TestUser user)
    {
        foreach (var enrollment in user.Enrollments.TakeLast(PageOfHistory))
        {
            await CompareAsync(user, enrollment);
        }

        var active = (await user.ReadAsync("sessions/active/")).Json?["active_session"];
        Same(user, "active session", user.Session?.Id, (string?)active?["session_id"]);
    }

    private async Task CompareAsync(TestUser user, EnrollmentModel model)
    {
        var row = stored.Enrollments.FirstOrDefault(one => one.Id == model.Id);
        var asked = suiteTime();
        var seconds = stored.TotalsOf(model.Id)?["focus"]!.AsArray().Sum(day => (long)day!["seconds"]!) ?? 0;
        if ((await user.ReadAsync($"programs/{model.Id}/")).Json is not { } details || row is null)
        {
            _differences.Enqueue($"{model}: the details could not be read");
            return;
        }

        var progress = details["progress"]!;
        Same(user, "status", model.Status, (string?)details["status"]);
        Same(user, "current_day", row.CurrentDay, (int)details["current_day"]!);
        Same(user, "days_completed", row.CompletedDays.Length, (int)progress["days_completed"]!);
        Same(
            user,
            "completion_percentage",
            Math.Round(100.0 * row.CompletedDays.Length / model.TotalDays, 1),
            (double)progress["completion_percentage"]!);
        Same(user, "total_focus_minutes", seconds / 60, (long)progress["total_focus_minutes"]!);
        Same(user, "total_sessions", model.Sessions.Count(session => session.Status == "completed"), (int)progress["total_sessions"]!);
        CompareStreak(user, StreakModel.Of(stored.SessionsOf(model.Id)), progress, asked);
        foreach (var day in model.Days.Values)
        {
            await CompareAsync(user, model, day);
        }

        var histories = await user.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"history/?page_size={PageOfHistory}"));
        var history = histories.Json?.AsArray().FirstOrDefault(entry => (long)entry!["enrollment_id"]! == model.Id);
        Same(user, "history's minutes", seconds / 60, (long?)history?["total_focus_minutes"] ?? -1);
    }

    private void CompareStreak(TestUser user, StreakModel expected, JsonNode shown, DateTimeOffset asked)
    {
        Same(user, "longest_streak", expected.Longest, (int)shown["longest_streak"]!);

        // Midnight may have come between the question and now.
        var (current, then, now) = ((int)shown["current_streak"]!, expected.CurrentAt(asked), expected.CurrentAt(suiteTime()));
        Same(user, "current_streak", current == now ? now : then, current);
    }

    private async Task CompareAsync(TestUser user, EnrollmentModel model, DayModel day)
    {
        var shown = (await user.ReadAsync($"programs/{model.Id}/days/{day.Number}/")).Json?["user_progress"];
        Same(user, "tasks_completed", day.Tasks.Count(done => done), (int?)shown?["tasks_completed"] ?? -1);
        Same(
            user,
            "reflections",
            string.Join('|', day.Reflections),
            string.Join('|', (shown?["reflections"] as JsonArray ?? []).Select(one => (string)one!["answer"]!)));
        Same(
            user,
            "focus_minutes",
            ((long?)stored.Day(model.Id, day.Number)?["creditedSeconds"] ?? 0) / 60,
            (long?)shown?["focus_minutes"] ?? -1);
    }

    private void Same<T>(TestUser user, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            _differences.Enqueue(
                string.Create(CultureInfo.InvariantCulture, $"{user.Caller.Name} is shown {what} '{actual}' and should see '{expected}'"));
        }
    }
}
