using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Peers;
using FocusSuite.ServiceDefaults.Calendars;

namespace FocusSuite.Progress.Events;

/// <summary>Asks what has to be known of others before a session counts in its day. Nothing of it is asked during a turn.</summary>
internal sealed class SessionPeers(ProgramDays programs, EnrollmentClient enrollments, CalendarClient calendars)
{
    /// <summary>
    /// Asks for a session's enrollment, day and date. Where nobody knows the enrollment any more, the event itself has to do.
    /// </summary>
    /// <param name="told">The event that tells of the session.</param>
    /// <param name="enrollmentId">The enrollment that it tells.</param>
    /// <param name="programId">The program that it tells.</param>
    /// <param name="dayNumber">The day that it tells.</param>
    /// <param name="credit">The session with the date that the event tells.</param>
    /// <param name="workedUntil">When the time ended that is credited.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<KnownSession> AskAsync(
        FocusEvent told,
        long enrollmentId,
        long programId,
        int dayNumber,
        SessionCredit credit,
        DateTimeOffset workedUntil,
        CancellationToken cancellationToken)
    {
        var enrollment = await enrollments.FindFactsAsync(enrollmentId, told.UserId, cancellationToken)
            ?? new EnrollmentFacts(enrollmentId, told.UserId, programId, ProgramVersion: 1, TotalDays: 0);
        if (enrollment.ProgramId != programId || enrollment.UserId != told.UserId)
        {
            // Which enrollment, the dead letter tells: a log outlives the user's erasure.
            throw new InvalidOperationException($"Event {told.Id} tells another program or user than its enrollment has.");
        }

        var plan = await programs.FindPlanAsync(enrollment, dayNumber, cancellationToken);
        return new KnownSession(enrollment, plan, await DateAsync(told.UserId, credit, workedUntil, cancellationToken));
    }

    /// <summary>
    /// The date by the settings that were in force when the work was done. While identity is away the event waits; where it knows nothing
    /// of the user, the date by the access token's time zone stands, which sessions has noted.
    /// </summary>
    private async Task<SessionCredit> DateAsync(
        long userId, SessionCredit credit, DateTimeOffset workedUntil, CancellationToken cancellationToken) =>
        await calendars.FindAsync(userId, cancellationToken) is { } calendar
            ? credit with { Date = calendar.DateOf(workedUntil), Skipped = calendar.DatesSkippedBefore(workedUntil) }
            : credit;
}

/// <summary>A session and what others know of where it counts.</summary>
/// <param name="Enrollment">What never changes of the enrollment.</param>
/// <param name="Plan">What the day asks for; null where the catalog does not know it.</param>
/// <param name="Credit">The session with its date by the user's calendar.</param>
internal sealed record KnownSession(EnrollmentFacts Enrollment, DayPlan? Plan, SessionCredit Credit)
{
    /// <summary>The session's day, where it is the first thing in it.</summary>
    /// <param name="dayNumber">Its number.</param>
    /// <exception cref="InvalidOperationException">Nobody knows what the day asks for: an operator has deleted the version.</exception>
    public ProgramDay Untouched(int dayNumber) => ProgramDay.Untouched(Enrollment, Plan ?? throw new InvalidOperationException(
        $"The catalog has no day {dayNumber} of program {Enrollment.ProgramId}, version {Enrollment.ProgramVersion}."));
}
