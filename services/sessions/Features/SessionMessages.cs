using FocusSuite.Sessions.Domain;
using Google.Protobuf.WellKnownTypes;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Features;

/// <summary>Sessions as clients see them. Pure: whoever shows a session at a moment, once or each second, shows the same.</summary>
internal static class SessionMessages
{
    public static Wire.ActiveSession ToActiveSession(FocusSession session, DateTimeOffset now) => new()
    {
        SessionId = session.Id,
        StartedAt = session.StartedAt.ToTimestamp(),
        PlannedDurationSeconds = session.PlannedSeconds,
        Status = session.Status.ToWire(),
        SessionType = session.Type.ToWire(),
        ProgramId = session.ProgramId,
        DistractionCount = session.Distractions.Count,
        EnrollmentId = session.EnrollmentId,
        DayNumber = session.DayNumber,
        PausedAt = session.OpenPause?.From.ToTimestamp(),
        ElapsedSeconds = session.ElapsedSeconds(now),
        RemainingSeconds = session.RemainingSeconds(now),
    };

    public static Wire.SessionRecord ToRecord(FocusSession session)
    {
        var record = new Wire.SessionRecord
        {
            SessionId = session.Id,
            EnrollmentId = session.EnrollmentId,
            ProgramId = session.ProgramId,
            DayNumber = session.DayNumber,
            SessionType = session.Type.ToWire(),
            Status = session.Status.ToWire(),
            StartedAt = session.StartedAt.ToTimestamp(),
            EndedAt = session.EndedAt?.ToTimestamp(),
            PlannedDurationSeconds = session.PlannedSeconds,
            DistractionCount = session.Distractions.Count,
            Distractions = { session.Distractions.Select(ToDistraction) },
            IsManual = session.IsManual,
            CorrectedAt = session.Corrections is [.., var last] ? last.At.ToTimestamp() : null,
        };

        // Generated setters of optional fields take no null.
        if (session.TaskDescription is { } description)
        {
            record.TaskDescription = description;
        }

        if (session.ActualSeconds is { } seconds)
        {
            record.ActualDurationSeconds = seconds;
        }

        if (session.CreditedSeconds is { } credited)
        {
            record.CreditedMinutes = credited / 60;
        }

        if (session.ProductivityRating is { } rating)
        {
            record.ProductivityRating = rating;
        }

        if (session.Notes is { } notes)
        {
            record.Notes = notes;
        }

        return record;
    }

    public static Wire.SessionStatus ToWire(this SessionStatus status) => status switch
    {
        SessionStatus.Active => Wire.SessionStatus.Active,
        SessionStatus.Paused => Wire.SessionStatus.Paused,
        SessionStatus.Completed => Wire.SessionStatus.Completed,
        _ => Wire.SessionStatus.Canceled,
    };

    public static Wire.SessionType ToWire(this SessionType type) => type switch
    {
        SessionType.Pomodoro => Wire.SessionType.Pomodoro,
        SessionType.Custom => Wire.SessionType.Custom,
        _ => Wire.SessionType.Program,
    };

    /// <returns>Null for a type that nobody knows.</returns>
    public static SessionType? FromWire(this Wire.SessionType type) => type switch
    {
        Wire.SessionType.Unspecified or Wire.SessionType.Program => SessionType.Program,
        Wire.SessionType.Pomodoro => SessionType.Pomodoro,
        Wire.SessionType.Custom => SessionType.Custom,
        _ => null,
    };

    private static Wire.SessionDistraction ToDistraction(Distraction distraction) =>
        new() { Note = distraction.Note, NotedAt = distraction.At.ToTimestamp() };
}
