using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Distracting;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Viewing;

namespace FocusSuite.Sessions;

/// <summary>Requests in, checked commands out; all that is wrong with a request is told at once.</summary>
internal static class RequestReading
{
    /// <exception cref="FocusException">VALIDATION_FAILED.</exception>
    public static StartCommand Read(StartSessionRequest request)
    {
        var type = request.SessionType.FromWire();
        var validation = new Validation()
            .Id(request.EnrollmentId, "enrollment_id")
            .Check(request.DayNumber >= 1, "day_number", "Must be at least 1.")
            .Range(request.DurationMinutes, StartCommand.ShortestMinutes, StartCommand.LongestMinutes, "duration_minutes", required: true)
            .Check(type is not null, "session_type", "Must be pomodoro, custom or program.");
        var description = validation.Text(request.TaskDescription, 0, StartCommand.LongestDescription, "task_description");
        validation.ThrowIfAny();
        return new StartCommand(request.EnrollmentId, request.DayNumber, request.DurationMinutes, type!.Value, NullIfEmpty(description));
    }

    /// <exception cref="FocusException">VALIDATION_FAILED.</exception>
    public static (string SessionId, DistractionNote Note) Read(LogDistractionRequest request)
    {
        var validation = new Validation();
        var sessionId = SessionId(validation, request.SessionId);
        var note = validation.Text(request.DistractionNote, 1, DistractionNote.Longest, "distraction_note");
        validation.ThrowIfAny();
        return (sessionId, new DistractionNote(note));
    }

    /// <exception cref="FocusException">VALIDATION_FAILED.</exception>
    public static (string SessionId, Completion Completion) Read(CompleteSessionRequest request)
    {
        var validation = new Validation();
        var sessionId = SessionId(validation, request.SessionId);
        int? rating = request.HasProductivityRating ? request.ProductivityRating : null;
        validation.Range(rating, Completion.LowestRating, Completion.HighestRating, "productivity_rating", required: false);
        var notes = validation.Text(request.Notes, 0, Completion.LongestNotes, "notes");
        validation.ThrowIfAny();
        return (sessionId, new Completion(rating, NullIfEmpty(notes)));
    }

    /// <exception cref="FocusException">VALIDATION_FAILED.</exception>
    public static string ReadSessionId(string value)
    {
        var validation = new Validation();
        var sessionId = SessionId(validation, value);
        validation.ThrowIfAny();
        return sessionId;
    }

    // Of another form than an id it is an id that nobody has: NOT_FOUND, not invalid.
    private static string SessionId(Validation validation, string value) => validation.Text(value, 1, int.MaxValue, "session_id");

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
