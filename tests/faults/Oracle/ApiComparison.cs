using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>Compares what the public API shows to a person with what the stores hold, after convergence.</summary>
public sealed class ApiComparison(Snapshot stored, Func<DateTimeOffset> suiteTime)
{
    // Whoever lives on for long is shown what is newest; the stores are compared in whole.
    private const int PageOfHistory = 5;

    private readonly ConcurrentQueue<string> _differences = new();

    public IReadOnlyList<string> Differences => [.. _differences];

    public async Task CompareAsync(Person person)
    {
        foreach (var enrollment in person.Enrollments.TakeLast(PageOfHistory))
        {
            await CompareAsync(person, enrollment);
        }

        var active = (await person.ReadAsync("sessions/active/")).Json?["active_session"];
        Same(person, "active session", person.Session?.Id, (string?)active?["session_id"]);
    }

    private async Task CompareAsync(Person person, EnrollmentModel model)
    {
        var row = stored.Enrollments.FirstOrDefault(one => one.Id == model.Id);
        var asked = suiteTime();
        var seconds = stored.TotalsOf(model.Id)?["focus"]!.AsArray().Sum(day => (long)day!["seconds"]!) ?? 0;
        if ((await person.ReadAsync($"programs/{model.Id}/")).Json is not { } details || row is null)
        {
            _differences.Enqueue($"{model}: the details could not be read");
            return;
        }

        var progress = details["progress"]!;
        Same(person, "status", model.Status, (string?)details["status"]);
        Same(person, "current_day", row.CurrentDay, (int)details["current_day"]!);
        Same(person, "days_completed", row.CompletedDays.Length, (int)progress["days_completed"]!);
        Same(person, "completion_percentage", Math.Round(100.0 * row.CompletedDays.Length / model.TotalDays, 1), (double)progress["completion_percentage"]!);
        Same(person, "total_focus_minutes", seconds / 60, (long)progress["total_focus_minutes"]!);
        Same(person, "total_sessions", model.Sessions.Count(session => session.Status == "completed"), (int)progress["total_sessions"]!);
        CompareStreak(person, StreakModel.Of(stored.SessionsOf(model.Id)), progress, asked);
        foreach (var day in model.Days.Values)
        {
            await CompareAsync(person, model, day);
        }

        var histories = await person.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"history/?page_size={PageOfHistory}"));
        var history = histories.Json?.AsArray().FirstOrDefault(entry => (long)entry!["enrollment_id"]! == model.Id);
        Same(person, "history's minutes", seconds / 60, (long?)history?["total_focus_minutes"] ?? -1);
    }

    private void CompareStreak(Person person, StreakModel expected, JsonNode shown, DateTimeOffset asked)
    {
        Same(person, "longest_streak", expected.Longest, (int)shown["longest_streak"]!);

        // Midnight may have come between the question and now.
        var (current, then, now) = ((int)shown["current_streak"]!, expected.CurrentAt(asked), expected.CurrentAt(suiteTime()));
        Same(person, "current_streak", current == now ? now : then, current);
    }

    private async Task CompareAsync(Person person, EnrollmentModel model, DayModel day)
    {
        var shown = (await person.ReadAsync($"programs/{model.Id}/days/{day.Number}/")).Json?["user_progress"];
        Same(person, "tasks_completed", day.Tasks.Count(done => done), (int?)shown?["tasks_completed"] ?? -1);
        Same(person, "reflections", string.Join('|', day.Reflections), string.Join('|', (shown?["reflections"] as JsonArray ?? []).Select(one => (string)one!["answer"]!)));
        Same(person, "focus_minutes", ((long?)stored.Day(model.Id, day.Number)?["creditedSeconds"] ?? 0) / 60, (long?)shown?["focus_minutes"] ?? -1);
    }

    private void Same<T>(Person person, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            _differences.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{person.Caller.Name} is shown {what} '{actual}' and should see '{expected}'"));
        }
    }
}
