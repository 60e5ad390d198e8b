using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Persistence;

namespace FocusSuite.Progress.Events;

/// <summary>
/// The enrollment has counted a day: 1. the day is complete, 2. the totals show it, and whoever did the last thing in it may stop waiting.
/// The word goes out also where a later event brought the day already: the one who waits for this one does not know of that.
/// </summary>
internal sealed class ProgramAdvancedHandler(
    KeyedLock<ProgramDay> days, EnrollmentProgressStore totals, TimeProvider clock) : IEventHandler<ProgramAdvanced>
{
    public async Task HandleAsync(ProgramAdvanced focusEvent, CancellationToken cancellationToken)
    {
        // Null where it was erased.
        var day = (await days.DecideAsync(
            focusEvent.UserId,
            ProgramDay.IdOf(focusEvent.EnrollmentId, focusEvent.CompletedDay),
            current => current?.Complete(focusEvent.OccurredAt) ?? Decision.Refuse<ProgramDay>(null, Refusal.NotFound),
            cancellationToken)).State;

        // Where a session did the last thing, this may overtake the last step of crediting it. The totals must have the session before they
        // are said to be settled.
        await totals.MergeAsync(
            focusEvent,
            focusEvent.EnrollmentId,
            focusEvent.ProgramId,
            progress => (day is null ? progress : progress.With(day)).With(focusEvent),
            [.. Happened(focusEvent).Select(happened => OperationContext.After(focusEvent, clock).Stamp(focusEvent.UserId, happened))],
            cancellationToken);
    }

    private static IEnumerable<FocusEvent> Happened(ProgramAdvanced advanced)
    {
        // A session may be live in a program that is completed by something else: its end is the last effect.
        yield return new ProgressUpdated { EnrollmentId = advanced.EnrollmentId, Settled = !advanced.ProgramCompleted };
        if (advanced.ProgramCompleted)
        {
            yield return new EnrollmentEnded
            {
                EnrollmentId = advanced.EnrollmentId,
                EndedAt = advanced.CompletedAt ?? advanced.OccurredAt,
            };
        }
    }
}
