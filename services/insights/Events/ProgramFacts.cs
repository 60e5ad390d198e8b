using FocusSuite.Insights.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Insights.Events;

/// <summary>What enrollment tells: programs that were started, completed or given up, and days that count.</summary>
internal sealed class ProgramFacts(FactRecorder recorder)
    : IEventHandler<ProgramStarted>, IEventHandler<ProgramAdvanced>, IEventHandler<ProgramCompleted>, IEventHandler<EnrollmentStatusChanged>
{
    private const string Abandoned = "abandoned";
    private const string Completed = "completed";

    public Task HandleAsync(ProgramStarted focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(ProgramAdvanced focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(ProgramCompleted focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(EnrollmentStatusChanged focusEvent, CancellationToken cancellationToken) =>
        Of(focusEvent) is { } told ? recorder.RecordAsync(focusEvent, told, cancellationToken) : Task.CompletedTask;

    internal static ToldFact Of(ProgramStarted started) => Of(
        FactKind.ProgramStarted, FactKeys.Started(started.EnrollmentId), started.StartedAt, started.EnrollmentId, 0, started.TotalDays);

    internal static ToldFact Of(ProgramAdvanced advanced) => Of(
        FactKind.DayCompleted,
        FactKeys.Day(advanced.EnrollmentId, advanced.CompletedDay),
        advanced.DayCompletedAt ?? advanced.OccurredAt,
        advanced.EnrollmentId,
        advanced.CompletedDay,
        0);

    internal static ToldFact Of(ProgramCompleted completed) => Of(
        FactKind.ProgramCompleted,
        FactKeys.Completed(completed.EnrollmentId),
        completed.CompletedAt,
        completed.EnrollmentId,
        0,
        completed.TotalDays);

    // Whoever gives up a program whose last day was complete already has completed it: it was not given up then.
    internal static ToldFact? Of(EnrollmentStatusChanged changed)
    {
        var abandoned = Of(
            FactKind.ProgramAbandoned,
            FactKeys.Abandoned(changed.EnrollmentId),
            changed.OccurredAt,
            changed.EnrollmentId,
            0,
            changed.TotalDays);
        return (changed.From, changed.To) switch
        {
            (_, Abandoned) => abandoned,
            (Abandoned, Completed) => abandoned with { Revision = 1, IsRemoved = true },
            _ => null,
        };
    }

    private static ToldFact Of(
        FactKind kind, string key, DateTimeOffset at, long enrollmentId, int dayNumber, int totalDays) => new(new Fact
        {
            Key = key,
            Kind = kind,
            At = at,
            Date = FactDates.Utc(at),
            EnrollmentId = enrollmentId,
            DayNumber = dayNumber,
            TotalDays = totalDays,
        });
}
