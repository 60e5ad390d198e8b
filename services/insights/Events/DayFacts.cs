using FocusSuite.Insights.Domain;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Insights.Events;

/// <summary>What progress tells: tasks, reflections and ratings.</summary>
internal sealed class DayFacts(FactRecorder recorder)
    : IEventHandler<TaskUpdated>, IEventHandler<ReflectionAdded>, IEventHandler<ReflectionDeleted>, IEventHandler<DayRated>
{
    public Task HandleAsync(TaskUpdated focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(ReflectionAdded focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(ReflectionDeleted focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    public Task HandleAsync(DayRated focusEvent, CancellationToken cancellationToken) =>
        recorder.RecordAsync(focusEvent, Of(focusEvent), cancellationToken);

    // A task is marked and unmarked again and again: the later mark stands.
    internal static ToldFact Of(TaskUpdated updated) => new(
        Of(
            updated,
            FactKind.TaskDone,
            FactKeys.Task(updated.EnrollmentId, updated.DayNumber, updated.TaskIndex),
            updated.EnrollmentId,
            updated.DayNumber),
        updated.OccurredAt.ToUnixTimeMilliseconds(),
        IsRemoved: !updated.IsCompleted);

    // Versions before gave no number, and deleted none: there it was the place, and so the count.
    internal static ToldFact Of(ReflectionAdded added) => new(Of(
        added,
        FactKind.ReflectionWritten,
        FactKeys.Reflection(
            added.EnrollmentId, added.DayNumber, added.ReflectionNumber > 0 ? added.ReflectionNumber : added.ReflectionsCount),
        added.EnrollmentId,
        added.DayNumber));

    internal static ToldFact Of(ReflectionDeleted deleted) => new(
        Of(
            deleted,
            FactKind.ReflectionWritten,
            FactKeys.Reflection(deleted.EnrollmentId, deleted.DayNumber, deleted.ReflectionNumber),
            deleted.EnrollmentId,
            deleted.DayNumber),
        Revision: 1,
        IsRemoved: true);

    // One that says nothing but notes rates nothing.
    internal static ToldFact Of(DayRated rated) => new(
        Of(
            rated,
            FactKind.DayRated,
            FactKeys.Rating(rated.EnrollmentId, rated.DayNumber),
            rated.EnrollmentId,
            rated.DayNumber) with
        { Difficulty = rated.Difficulty, Satisfaction = rated.Satisfaction },
        rated.OccurredAt.ToUnixTimeMilliseconds(),
        IsRemoved: (rated.Difficulty ?? rated.Satisfaction) is null);

    private static Fact Of(FocusEvent told, FactKind kind, string key, long enrollmentId, int dayNumber) => new()
    {
        Key = key,
        Kind = kind,
        At = told.OccurredAt,
        Date = FactDates.Utc(told.OccurredAt),
        EnrollmentId = enrollmentId,
        DayNumber = dayNumber,
    };
}
