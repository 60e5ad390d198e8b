using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Events;

/// <summary>
/// An enrollment has ended: 1. note it for a second look, 2. end the session that is live in it, 3. tell who waits, unless the session's
/// credit does so later. Each step may be repeated, so a crash between them costs nothing: the event comes again.
/// </summary>
internal sealed class EnrollmentEndedHandler(LiveSessionEnd ends, IDocumentStore<EndedEnrollment> notes, TimeProvider clock)
    : IEventHandler<EnrollmentEnded>
{
    public async Task HandleAsync(EnrollmentEnded focusEvent, CancellationToken cancellationToken)
    {
        await NoteAsync(focusEvent, [], cancellationToken);
        var operation = OperationContext.After(focusEvent, clock);
        if (!await ends.RunAsync(focusEvent.UserId, focusEvent.EnrollmentId, focusEvent.EndedAt, operation, cancellationToken))
        {
            var settled = operation.Stamp(
                focusEvent.UserId, new ProgressUpdated { EnrollmentId = focusEvent.EnrollmentId, Settled = true });
            await NoteAsync(focusEvent, [settled], cancellationToken);
        }
    }

    private Task<bool> NoteAsync(
        EnrollmentEnded ended, IReadOnlyCollection<FocusEvent> events, CancellationToken cancellationToken) => notes.UpdateAsync(
        ended.UserId,
        EndedEnrollment.IdOf(ended.EnrollmentId),
        current => DocumentDecision.Save(
            new EndedEnrollment
            {
                Id = EndedEnrollment.IdOf(ended.EnrollmentId),
                UserId = ended.UserId,
                EnrollmentId = ended.EnrollmentId,

                // One that was given up may turn out to have been completed before.
                EndedAt = current is { } known && known.EndedAt < ended.EndedAt ? known.EndedAt : ended.EndedAt,
                CorrelationId = ended.CorrelationId,
                LookAgainAt = DateTimeOffset.UtcNow + EndedEnrollment.SecondLookAfter,
            },
            true,
            OutboxMessages.From(events)),
        cancellationToken);
}
