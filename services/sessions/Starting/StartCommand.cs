using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Starting;

/// <summary>A session to be started; checked for its form.</summary>
/// <param name="EnrollmentId">The enrollment, as the request names it.</param>
/// <param name="DayNumber">The day, from 1.</param>
/// <param name="DurationMinutes">1..180.</param>
/// <param name="Type">Why.</param>
/// <param name="TaskDescription">At most 500 characters, or null.</param>
internal sealed record StartCommand(long EnrollmentId, int DayNumber, int DurationMinutes, SessionType Type, string? TaskDescription)
{
    public const int ShortestMinutes = 1;
    public const int LongestMinutes = 180;
    public const int LongestDescription = 500;

    /// <summary>The new session. Whether it may exist is decided by its unique key.</summary>
    public Change Decide(string id, long userId, long programId, string timeZone, Operation operation)
    {
        var session = new FocusSession
        {
            Id = id,
            UserId = userId,
            EnrollmentId = EnrollmentId,
            ProgramId = programId,
            DayNumber = DayNumber,
            Type = Type,
            Status = SessionStatus.Active,
            PlannedSeconds = DurationMinutes * 60,
            StartedAt = operation.Now,
            TimeZone = timeZone,
            TaskDescription = TaskDescription,
            StartKey = operation.RequestKey,
        };
        return new Change(session, new SessionStarted
        {
            CorrelationId = operation.CorrelationId,
            OccurredAt = operation.Now,
            UserId = userId,
            SessionId = id,
            EnrollmentId = EnrollmentId,
            DayNumber = DayNumber,
            PlannedSeconds = session.PlannedSeconds,
        });
    }

    /// <summary>Whether a session is what this asks for.</summary>
    public bool Describes(FocusSession session) =>
        session.EnrollmentId == EnrollmentId && session.DayNumber == DayNumber && session.PlannedSeconds == DurationMinutes * 60
        && session.Type == Type && session.TaskDescription == TaskDescription;
}
