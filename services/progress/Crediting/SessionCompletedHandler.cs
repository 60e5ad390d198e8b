using FocusSuite.CatalogClient;
using FocusSuite.Documents;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Enrollments;
using FocusSuite.Progress.Saving;
using FocusSuite.Progress.Totals;

namespace FocusSuite.Progress.Crediting;

/// <summary>
/// A session was completed: 1. credit it to its day, 2. take the day into the enrollment's totals and say so. Both may be repeated, so a crash
/// between them costs nothing: the event comes again. The time is credited wherever the enrollment stands by then, for it was spent; but a session that
/// ended after the enrollment was given up completes no day, since writes need one in progress.
/// </summary>
internal sealed partial class SessionCompletedHandler(
    KeyedLock<ProgramDay> days,
    TotalsStore totals,
    DayTemplates templates,
    OwnEnrollments enrollments,
    Calendars.CalendarClient calendars,
    TimeProvider clock,
    ILogger<SessionCompletedHandler> logger)
    : IEventHandler<SessionCompleted>
{
    public async Task HandleAsync(SessionCompleted focusEvent, CancellationToken cancellationToken)
    {
        var day = await CreditAsync(focusEvent, cancellationToken);
        await TotalAsync(focusEvent, day, cancellationToken);
    }

    /// <summary>Step 1.</summary>
    internal async Task<ProgramDay> CreditAsync(SessionCompleted completed, CancellationToken cancellationToken)
    {
        var operation = Operation.By(completed, clock.GetUtcNow());
        DayTemplate? template = null;
        SessionCredit? credit = null;
        bool? takesNote = null;
        var outcome = await days.UpdateAsync<DayOutcome>(
            ProgramDay.IdOf(completed.EnrollmentId, completed.DayNumber),
            current =>
            {
                if (current is null && template is null)
                {
                    return Ask(async ct => template = await templates.GetAsync(completed.ProgramId, completed.DayNumber, ct));
                }

                var day = current ?? ProgramDay.Untouched(completed.UserId, completed.EnrollmentId, completed.ProgramId, template!);
                if (day.CreditOf(completed.SessionId) is not null)
                {
                    return DocumentDecision.Keep<ProgramDay, DayOutcome>(DayOutcome.Unchanged(day, day.SessionCount));
                }

                if (credit is null)
                {
                    return Ask(async ct => credit = await DateAsync(completed, ct));
                }

                var worked = WorkedUntil(completed);
                var credited = SessionCrediting.Credit(day, credit, worked, operation);
                if (credited.CompletesDay && takesNote is null)
                {
                    return Ask(async ct => takesNote = await enrollments.AcceptsCompletionAsync(completed.EnrollmentId, worked, ct));
                }

                if (credited.CompletesDay && takesNote == false)
                {
                    credited = credited.Incomplete();
                }

                return ReferenceEquals(credited.Day, day)
                    ? DocumentDecision.Keep<ProgramDay, DayOutcome>(credited)
                    : DocumentDecision.Save(credited.Day, credited, OutboxMessages.From(credited.Events));
            },
            cancellationToken);
        if (outcome.CompletesDay)
        {
            DayMetrics.Completed.Add(1);
            LogDayCompleted(logger, completed.DayNumber);
        }

        return outcome.Day;
    }

    /// <summary>
    /// Step 2. Said also where the totals had it already: another session's step may have taken this one in, and somebody waits for the word.
    /// </summary>
    internal Task TotalAsync(SessionCompleted completed, ProgramDay day, CancellationToken cancellationToken)
    {
        int? length = null;
        var updated = new ProgressUpdated
        {
            OccurredAt = clock.GetUtcNow(),
            UserId = completed.UserId,
            CorrelationId = completed.CorrelationId,
            CausationId = completed.Id,
            EnrollmentId = completed.EnrollmentId,

            // The session that completed the day has one more effect: the enrollment advances.
            Settled = !day.WasCompletedBy(completed),
        };
        return totals.UpdateAsync(
            completed.UserId,
            completed.EnrollmentId,
            completed.ProgramId,
            progress => (day.CreditOf(completed.SessionId) is { } credit ? progress.With(day).With(credit) : progress.With(day)).With(length ?? 0),
            [updated],
            cancellationToken,

            // Once an enrollment: from then on it stands in the totals.
            progress => progress.TotalDays > 0 || length is not null
                ? null
                : async ct => length = await enrollments.FindLengthAsync(completed.EnrollmentId, ct));
    }

    /// <summary>When the work was done that is credited: not when somebody tapped. Versions before told the end only.</summary>
    private static DateTimeOffset WorkedUntil(SessionCompleted completed) => completed.CreditedUntil ?? completed.EndedAt;

    private static TurnDecision<ProgramDay, DayOutcome> Ask(Func<CancellationToken, Task> question) => TurnDecision<ProgramDay, DayOutcome>.Ask(question);

    /// <summary>
    /// The date by the settings that were in force when the work was done. While identity is away the event waits; where it knows nothing of
    /// the person, the date by the access token's time zone stands, which sessions has noted.
    /// </summary>
    private async Task<SessionCredit> DateAsync(SessionCompleted completed, CancellationToken cancellationToken)
    {
        var calendar = await calendars.FindAsync(completed.UserId, cancellationToken);
        var (seconds, worked) = (Math.Max(0, completed.CreditedSeconds), WorkedUntil(completed));
        return calendar is null
            ? new SessionCredit(completed.SessionId, seconds, completed.LocalDate)
            : new SessionCredit(completed.SessionId, seconds, calendar.DateOf(worked)) { Skipped = calendar.DatesSkippedBefore(worked) };
    }

    // Whose day it was, the trace tells for as long as it is kept: a log outlives the person's erasure.
    [LoggerMessage(1, LogLevel.Information, "A session completed day {DayNumber} of a program.")]
    private static partial void LogDayCompleted(ILogger logger, int dayNumber);
}
