using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Peers;
using FocusSuite.Progress.Persistence;

namespace FocusSuite.Progress.Events;

/// <summary>
/// A session was completed: 1. ask what has to be known of others, before any turn; 2. credit it to its day; 3. take the day into the
/// enrollment's totals and say so. All may be repeated, so a crash between them costs nothing: the event comes again. The time is credited
/// wherever the enrollment stands by then, for it was spent; whether a day counts that it completes, enrollment decides.
/// </summary>
internal sealed partial class SessionCompletedHandler(
    KeyedLock<ProgramDay> days,
    EnrollmentProgressStore totals,
    ProgramDays programs,
    EnrollmentClient enrollments,
    CalendarClient calendars,
    TimeProvider clock,
    ILogger<SessionCompletedHandler> logger)
    : IEventHandler<SessionCompleted>
{
    public async Task HandleAsync(SessionCompleted focusEvent, CancellationToken cancellationToken)
    {
        var known = await AskAsync(focusEvent, cancellationToken);
        var day = await CreditAsync(focusEvent, known, cancellationToken);
        await TotalAsync(focusEvent, known, day, cancellationToken);
    }

    /// <summary>Step 1. Where nobody knows the enrollment any more, the event itself has to do.</summary>
    internal async Task<Known> AskAsync(SessionCompleted completed, CancellationToken cancellationToken)
    {
        var enrollment = await enrollments.FindFactsAsync(completed.EnrollmentId, completed.UserId, cancellationToken)
            ?? new EnrollmentFacts(completed.EnrollmentId, completed.UserId, completed.ProgramId, ProgramVersion: 1, TotalDays: 0);
        if (enrollment.ProgramId != completed.ProgramId || enrollment.UserId != completed.UserId)
        {
            // Which enrollment, the dead letter tells: a log outlives the user's erasure.
            throw new InvalidOperationException($"Event {completed.Id} tells another program or user than its enrollment has.");
        }

        var plan = await programs.FindPlanAsync(enrollment, completed.DayNumber, cancellationToken);
        return new Known(enrollment, plan, await DateAsync(completed, cancellationToken));
    }

    /// <summary>Step 2.</summary>
    internal async Task<ProgramDay> CreditAsync(SessionCompleted completed, Known known, CancellationToken cancellationToken)
    {
        var operation = OperationContext.After(completed, clock);
        var decision = await days.DecideAsync(
            completed.UserId,
            ProgramDay.IdOf(completed.EnrollmentId, completed.DayNumber),
            current => (current ?? known.Untouched(completed.DayNumber)).CreditSession(known.Credit, WorkedUntil(completed), operation),
            cancellationToken);
        if (decision.Events.Any(happened => happened is DayEvaluated))
        {
            DayMetrics.Completed.Add(1);
            LogDayCompleted(logger, completed.DayNumber);
        }

        return decision.State!;
    }

    /// <summary>
    /// Step 3. Said also where the totals had it already: another session's step may have taken this one in, and somebody waits for the
    /// word.
    /// </summary>
    internal Task TotalAsync(SessionCompleted completed, Known known, ProgramDay day, CancellationToken cancellationToken)
    {
        var updated = OperationContext.After(completed, clock).Stamp(completed.UserId, new ProgressUpdated
        {
            EnrollmentId = completed.EnrollmentId,

            // The session that did the last thing in a day has one more effect: the enrollment decides.
            Settled = !day.WasCompletedBy(completed),
        });
        return totals.MergeAsync(
            completed,
            completed.EnrollmentId,
            completed.ProgramId,
            progress => (day.CreditOf(completed.SessionId) is { } credit ? progress.With(day).With(credit) : progress.With(day))
                .With(known.Enrollment.TotalDays),
            [updated],
            cancellationToken);
    }

    /// <summary>When the work was done that is credited: not when somebody tapped. Versions before told the end only.</summary>
    private static DateTimeOffset WorkedUntil(SessionCompleted completed) => completed.CreditedUntil ?? completed.EndedAt;

    /// <summary>
    /// The date by the settings that were in force when the work was done. While identity is away the event waits; where it knows nothing
    /// of the user, the date by the access token's time zone stands, which sessions has noted.
    /// </summary>
    private async Task<SessionCredit> DateAsync(SessionCompleted completed, CancellationToken cancellationToken)
    {
        var calendar = await calendars.FindAsync(completed.UserId, cancellationToken);
        var (seconds, worked) = (Math.Max(0, completed.CreditedSeconds), WorkedUntil(completed));
        return calendar is null
            ? new SessionCredit(completed.SessionId, seconds, completed.LocalDate)
            : new SessionCredit(completed.SessionId, seconds, calendar.DateOf(worked)) { Skipped = calendar.DatesSkippedBefore(worked) };
    }

    // Whose day it was, the trace tells for as long as it is kept: a log outlives the user's erasure.
    [LoggerMessage(1, LogLevel.Information, "A session completed day {DayNumber} of a program.")]
    private static partial void LogDayCompleted(ILogger logger, int dayNumber);

    /// <summary>What others know.</summary>
    /// <param name="Enrollment">What never changes of the enrollment.</param>
    /// <param name="Plan">What the day asks for; null where the catalog does not know it.</param>
    /// <param name="Credit">The session with its date by the user's calendar.</param>
    internal sealed record Known(EnrollmentFacts Enrollment, DayPlan? Plan, SessionCredit Credit)
    {
        /// <exception cref="InvalidOperationException">Nobody knows what the day asks for: an operator has deleted the version.</exception>
        public ProgramDay Untouched(int dayNumber) => ProgramDay.Untouched(Enrollment, Plan ?? throw new InvalidOperationException(
            $"The catalog has no day {dayNumber} of program {Enrollment.ProgramId}, version {Enrollment.ProgramVersion}."));
    }
}
