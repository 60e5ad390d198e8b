using FocusSuite.Documents;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;

namespace FocusSuite.Progress.Totals;

/// <summary>
/// The enrollment took note of a complete day: the totals show it, and whoever completed it may stop waiting. The word goes out also where a later
/// event brought the day already: the one who waits for this one does not know of that.
/// </summary>
internal sealed class ProgramAdvancedHandler(IDocumentStore<ProgramDay> days, TotalsStore totals, TimeProvider clock) : IEventHandler<ProgramAdvanced>
{
    public async Task HandleAsync(ProgramAdvanced focusEvent, CancellationToken cancellationToken)
    {
        // Where a session completed the day, this may overtake the second step of crediting it. The totals must have the session before they are
        // said to be settled.
        var day = await days.GetAsync(ProgramDay.IdOf(focusEvent.EnrollmentId, focusEvent.CompletedDay), cancellationToken);
        await totals.UpdateAsync(
            focusEvent.UserId,
            focusEvent.EnrollmentId,
            focusEvent.ProgramId,
            (progress, _) => ValueTask.FromResult((day is null ? progress : progress.With(day.Document)).With(focusEvent)),
            Events(focusEvent),
            cancellationToken);
    }

    private IReadOnlyCollection<FocusEvent> Events(ProgramAdvanced advanced)
    {
        var updated = new ProgressUpdated
        {
            OccurredAt = clock.GetUtcNow(),
            UserId = advanced.UserId,
            CorrelationId = advanced.CorrelationId,
            CausationId = advanced.Id,
            EnrollmentId = advanced.EnrollmentId,

            // A session may be live in a program that is completed by something else: its end is the last effect.
            Settled = !advanced.ProgramCompleted,
        };
        return !advanced.ProgramCompleted ? [updated] :
        [
            updated,
            new EnrollmentEnded
            {
                OccurredAt = updated.OccurredAt,
                UserId = advanced.UserId,
                CorrelationId = advanced.CorrelationId,
                CausationId = advanced.Id,
                EnrollmentId = advanced.EnrollmentId,
                EndedAt = advanced.CompletedAt ?? advanced.OccurredAt,
            },
        ];
    }
}
