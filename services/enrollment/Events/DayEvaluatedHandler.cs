using FocusSuite.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Enrollment.Events;

/// <summary>A day became complete: the enrollment moves on. The list of complete days tells a repeat, whatever the event's id.</summary>
internal sealed class DayEvaluatedHandler(
    EnrollmentStore store, TimeProvider clock, ILogger<DayEvaluatedHandler> logger) : IEventHandler<DayEvaluated>
{
    public async Task HandleAsync(DayEvaluated focusEvent, CancellationToken cancellationToken)
    {
        var enrollment = (await store.DecideAsync(
            focusEvent.EnrollmentId,
            focusEvent.UserId,
            enrollment => enrollment.Advance(focusEvent.DayNumber, focusEvent.CompletedAt, OperationContext.After(focusEvent, clock)),
            cancellationToken))?.State;

        // Neither passes by itself, and neither may hold up other events: of a person who was erased, or of a template that was longer.
        if (enrollment is null)
        {
            Log.UnknownEnrollment(logger, focusEvent.Id, focusEvent.EnrollmentId);
        }
        else if (focusEvent.DayNumber < 1 || focusEvent.DayNumber > enrollment.TotalDays)
        {
            Log.UnknownDay(logger, focusEvent.Id, focusEvent.DayNumber, enrollment.Id, enrollment.TotalDays);
        }
    }
}
