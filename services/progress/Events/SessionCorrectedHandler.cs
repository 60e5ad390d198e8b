using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Persistence;

namespace FocusSuite.Progress.Events;

/// <summary>
/// A session was corrected or removed: 1. ask what has to be known of others, 2. its day counts what is left, 3. so do the enrollment's
/// totals, and who waits is told. All may be repeated, and may come before the session itself.
/// </summary>
internal sealed class SessionCorrectedHandler(
    KeyedLock<ProgramDay> days, EnrollmentProgressStore totals, SessionPeers peers, TimeProvider clock) : IEventHandler<SessionCorrected>
{
    public async Task HandleAsync(SessionCorrected focusEvent, CancellationToken cancellationToken)
    {
        var known = await peers.AskAsync(
            focusEvent,
            focusEvent.EnrollmentId,
            focusEvent.ProgramId,
            focusEvent.DayNumber,
            new SessionCredit(focusEvent.SessionId, focusEvent.CreditedSeconds, focusEvent.LocalDate)
            {
                Revision = focusEvent.Revision,
                IsRemoved = focusEvent.IsRemoved,
            },
            focusEvent.CreditedUntil,
            cancellationToken);
        var operation = OperationContext.After(focusEvent, clock);
        var decision = await days.DecideAsync(
            focusEvent.UserId,
            ProgramDay.IdOf(focusEvent.EnrollmentId, focusEvent.DayNumber),
            current => (current ?? known.Untouched(focusEvent.DayNumber))
                .CorrectSession(known.Credit, focusEvent.CreditedUntil, operation),
            cancellationToken);
        if (decision.Events.Any(happened => happened is DayEvaluated))
        {
            DayMetrics.Completed.Add(1);
        }

        var updated = operation.Stamp(focusEvent.UserId, new ProgressUpdated
        {
            EnrollmentId = focusEvent.EnrollmentId,

            // A correction that gives time back may have done the last thing in its day: the enrollment decides.
            Settled = !decision.State!.WasCompletedBy(focusEvent),
        });
        await totals.CorrectAsync(focusEvent, focusEvent.EnrollmentId, focusEvent.ProgramId, [updated], cancellationToken);
    }
}
