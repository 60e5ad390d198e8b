using FocusSuite.Insights.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Insights.Events;

/// <summary>What sessions tells: sessions that count, what is corrected of them, and distractions.</summary>
internal sealed class SessionFacts(FactRecorder recorder)
    : IEventHandler<SessionCompleted>, IEventHandler<SessionCorrected>, IEventHandler<DistractionLogged>
{
    public Task HandleAsync(SessionCompleted focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(SessionCorrected focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(DistractionLogged focusEvent, CancellationToken cancellationToken) => recorder.RecordAsync(
        focusEvent,
        new ToldFact(new Fact
        {
            Key = FactKeys.Distraction(focusEvent.SessionId, focusEvent.DistractionCount),
            Kind = FactKind.DistractionNoted,
            At = focusEvent.OccurredAt,
            Date = FactDates.Utc(focusEvent.OccurredAt),
            EnrollmentId = focusEvent.EnrollmentId,
            DayNumber = focusEvent.DayNumber,
        }),
        cancellationToken);

    internal static ToldFact Of(SessionCompleted completed) => new(new Fact
    {
        Key = FactKeys.Session(completed.SessionId),
        Kind = FactKind.SessionCredited,
        At = completed.CreditedUntil ?? completed.EndedAt,
        Date = completed.LocalDate,
        EnrollmentId = completed.EnrollmentId,
        DayNumber = completed.DayNumber,
        StartedAt = completed.StartedAt,
        Seconds = Math.Max(0, completed.CreditedSeconds),
        PlannedSeconds = completed.PlannedSeconds,
        Pauses = completed.Pauses,
        IsManual = completed.IsManual,
        Productivity = completed.ProductivityRating,
    });

    internal static ToldFact Of(SessionCorrected corrected) => new(
        new Fact
        {
            Key = FactKeys.Session(corrected.SessionId),
            Kind = FactKind.SessionCredited,
            At = corrected.CreditedUntil,
            Date = corrected.LocalDate,
            EnrollmentId = corrected.EnrollmentId,
            DayNumber = corrected.DayNumber,
            StartedAt = corrected.StartedAt,
            Seconds = Math.Max(0, corrected.CreditedSeconds),
            PlannedSeconds = corrected.PlannedSeconds,
            Pauses = corrected.Pauses,
            IsManual = corrected.IsManual,
            Productivity = corrected.ProductivityRating,
        },
        corrected.Revision,
        corrected.IsRemoved);
}
