using FocusSuite.Sessions.Timing;
using Google.Protobuf.WellKnownTypes;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Viewing;

/// <summary>Sessions as clients see them. Pure: whoever shows a session at a moment, once or each second, shows the same.</summary>
internal static class SessionProjections
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
        ElapsedSeconds = SessionTime.ElapsedSeconds(session, now),
        RemainingSeconds = SessionTime.RemainingSeconds(session, now),
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

    private static Wire.SessionDistraction ToDistraction(Distraction distraction) =>
        new() { Note = distraction.Note, NotedAt = distraction.At.ToTimestamp() };
}
