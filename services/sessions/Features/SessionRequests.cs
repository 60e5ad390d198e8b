using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using Google.Protobuf.WellKnownTypes;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Features;

/// <summary>What several requests have in common.</summary>
internal static class SessionRequests
{
    private const int MinMinutes = 1;
    private const int MaxMinutes = 180;
    private const int MaxDescription = 500;
    private const int MinRating = 1;
    private const int MaxRating = 5;
    private const int MaxNotes = 1000;

    // What a timestamp may hold (timestamp.proto): the years 1 to 9999.
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;

    /// <summary>The fields of what a session is to be, or was. Of use only where none is invalid.</summary>
    public static SessionPlan Plan(
        this Validation validation, long enrollmentId, int dayNumber, int minutes, Wire.SessionType type, string taskDescription)
    {
        var known = type.FromWire();
        validation
            .Id(enrollmentId, "enrollment_id")
            .Check(dayNumber >= 1, "day_number", "Must be at least 1.")
            .Range(minutes, MinMinutes, MaxMinutes, "duration_minutes", required: true)
            .Check(known is not null, "session_type", "Must be pomodoro, custom or program.");
        var description = validation.Text(taskDescription, 0, MaxDescription, "task_description");
        return new SessionPlan(
            enrollmentId, dayNumber, minutes, known ?? SessionType.Program, description.Length == 0 ? null : description);
    }

    /// <summary>The field <c>productivity_rating</c>.</summary>
    public static int? Rating(this Validation validation, int? value)
    {
        validation.Range(value, MinRating, MaxRating, "productivity_rating", required: false);
        return value;
    }

    /// <summary>The field <c>notes</c>.</summary>
    public static string Notes(this Validation validation, string value) => validation.Text(value, 0, MaxNotes, "notes");

    /// <summary>A moment, in whole milliseconds as the suite keeps them. Of use only where it is not invalid.</summary>
    public static DateTimeOffset Moment(this Validation validation, Timestamp? value, string field)
    {
        var isMoment = value is { Seconds: >= MinSeconds and <= MaxSeconds, Nanos: >= 0 and < 1_000_000_000 };
        validation.Check(isMoment, field, value is null ? "This field is required." : "Must be a moment of the years 1 to 9999.");
        return isMoment ? DateTimeOffset.FromUnixTimeMilliseconds((value!.Seconds * 1000) + (value.Nanos / 1_000_000)) : default;
    }

    /// <summary>The field <c>session_id</c>. Of another form than an id it is an id that nobody has: NOT_FOUND, not invalid.</summary>
    public static string SessionId(this Validation validation, string value) => validation.Text(value, 1, int.MaxValue, "session_id");

    /// <summary>The field <c>session_id</c> of a request that has no other.</summary>
    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    public static string ReadSessionId(string value)
    {
        var validation = new Validation();
        var sessionId = validation.SessionId(value);
        validation.ThrowIfAny();
        return sessionId;
    }
}
