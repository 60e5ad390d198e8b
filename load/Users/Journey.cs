using System.Text.Json.Nodes;

namespace FocusSuite.Load.Users;

/// <summary>
/// A user's days, step by step: enroll and start once, then session after session with what belongs to it, and a new enrollment when the
/// day holds no more. Session after session also does a task after the other: with reflections and, where the suite's time is fast enough,
/// the minutes, that completes the day. What an earlier journey of the same user left is ended first. A step is taken again until it was
/// answered; only then comes the next.
/// </summary>
/// <param name="dice">What differs from user to user.</param>
public sealed class Journey(Random dice)
{
    // A day takes a bounded number of reflections and sessions; these stay far below it.
    private const int SessionsInEnrollment = 5;
    private const long Program = 1;

    private readonly Queue<Func<Step>> _next = new();
    private long _enrollment;
    private string _session = "";
    private int _sessions;
    private int _tasks = 1;
    private bool _hasLooked;
    private Step? _current;

    /// <summary>The step to take now: the last one again, unless it was answered.</summary>
    public Step Current => _current ??= Next();

    /// <summary>Takes the answer of the current step, and goes on to the next.</summary>
    /// <param name="answer">The body of the answer; null when it had none.</param>
    /// <returns>False when it lacks what the next steps need; then the step is still the current one.</returns>
    public bool Answered(JsonNode? answer)
    {
        switch (_current?.Name)
        {
            case "POST programs/enroll" when Field(answer, "enrollment_id") is { } enrollment:
                _enrollment = (long)enrollment;
                break;
            case "POST sessions/start" when Field(answer, "session_id") is { } session:
                _session = (string)session!;
                break;
            case "POST programs/enroll" or "POST sessions/start":
                return false;
            case "GET programs/{id}/days/{n}" when Field(Field(answer, "user_progress"), "tasks") is JsonArray { Count: > 0 } tasks:
                _tasks = tasks.Count;
                break;
            case "GET sessions/active" when _enrollment == 0 && Field(Field(answer, "active_session"), "session_id") is { } left:
                _session = (string)left!;
                Post("sessions/cancel", Session);
                break;
            default:
                break;
        }

        _current = null;
        return true;
    }

    /// <summary>Begins anew, after an answer that the journey does not expect.</summary>
    public void StartOver()
    {
        _next.Clear();
        _current = null;
        _hasLooked = false;
    }

    private Step Next()
    {
        if (_next.Count == 0)
        {
            Plan();
        }

        return _next.Dequeue()();
    }

    private void Plan()
    {
        if (!_hasLooked)
        {
            _hasLooked = true;
            _enrollment = 0;
            Get("sessions/active", () => "sessions/active/");
            return;
        }

        if (_enrollment == 0)
        {
            // Enrolls, or tells the enrollment that there is.
            Post("programs/enroll", Enroll);
            _sessions = SessionsInEnrollment;
            return;
        }

        if (_sessions == SessionsInEnrollment)
        {
            _sessions = 0;
            Post("programs/abandon", Enrollment);
            Post("programs/enroll", Enroll);
            Post("programs/start", Enrollment);
        }

        PlanSession();
    }

    private void PlanSession()
    {
        _sessions++;
        Get("programs", () => "programs/");
        Get("programs/{id}/days/{n}", () => $"programs/{_enrollment}/days/1/");
        Post("sessions/start", () => new { enrollment_id = _enrollment, day_number = 1, duration_minutes = 25 });
        Get("sessions/active", () => "sessions/active/");
        if (dice.Next(2) == 0)
        {
            Post("sessions/pause", Session);
            Post("sessions/resume", Session);
        }

        Post("sessions/distraction", () => new { session_id = _session, distraction_note = "The phone rang" });
        Post("sessions/complete", () => new { session_id = _session, productivity_rating = 4 });
        Post(
            "tasks/update",
            () => new { enrollment_id = _enrollment, day_number = 1, task_index = (_sessions - 1) % _tasks, is_completed = true });
        Post(
            "reflections/add",
            () => new { enrollment_id = _enrollment, day_number = 1, question = "How was it?", answer = "Quiet, for once." });
        Post("days/rate", () => new { enrollment_id = _enrollment, day_number = 1, difficulty_rating = 1 + dice.Next(5) });
        Get("programs/{id}", () => $"programs/{_enrollment}/");
        Get("programs/{id}/weekly-review/{n}", () => $"programs/{_enrollment}/weekly-review/1/");
        Get("history", () => "history/?page_size=20");
    }

    private static JsonNode? Field(JsonNode? of, string name) => of is JsonObject fields ? fields[name] : null;

    private static object Enroll() => new { program_id = Program };

    private object Enrollment() => new { enrollment_id = _enrollment };

    private object Session() => new { session_id = _session };

    private void Get(string name, Func<string> path) => _next.Enqueue(() => Step.Get(name, path()));

    private void Post(string name, Func<object> body) => _next.Enqueue(() => Step.Post(name, body()));
}
