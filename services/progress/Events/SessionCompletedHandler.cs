using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
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
    SessionPeers peers,
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

    /// <summary>Step 1.</summary>
    internal Task<KnownSession> AskAsync(SessionCompleted completed, CancellationToken cancellationToken) => peers.AskAsync(
        completed,
        completed.EnrollmentId,
        completed.ProgramId,
        completed.DayNumber,
        new SessionCredit(completed.SessionId, Math.Max(0, completed.CreditedSeconds), completed.LocalDate),
        WorkedUntil(completed),
        cancellationToken);

    /// <summary>Step 2.</summary>
    internal async Task<ProgramDay> CreditAsync(SessionCompleted completed, KnownSession known, CancellationToken cancellationToken)
    {
        var operation = OperationContext.After(completed, clock);
        var decision = await days.DecideAsync(
            completed.UserId,
            ProgramDay.IdOf(completed.EnrollmentId, completed.DayNumber),
            current => (current ?? known.Untouched(completed.DayNumber)).CreditSession(
                known.Credit, WorkedUntil(completed), operation, completed.IsManual ? completed.OccurredAt : null),
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
    internal Task TotalAsync(SessionCompleted completed, KnownSession known, ProgramDay day, CancellationToken cancellationToken)
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
            progress => progress.With(day).With(known.Enrollment.TotalDays),
            [updated],
            cancellationToken);
    }

    /// <summary>When the work was done that is credited: not when somebody tapped. Versions before told the end only.</summary>
    private static DateTimeOffset WorkedUntil(SessionCompleted completed) => completed.CreditedUntil ?? completed.EndedAt;

    // Whose day it was, the trace tells for as long as it is kept: a log outlives the user's erasure.
    [LoggerMessage(1, LogLevel.Information, "A session completed day {DayNumber} of a program.")]
    private static partial void LogDayCompleted(ILogger logger, int dayNumber);
}
