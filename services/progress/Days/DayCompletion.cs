using FocusSuite.Messaging.Events;

namespace FocusSuite.Progress.Days;

/// <summary>When a day is complete: all tasks done, the target of focus reached, and at least one reflection. Once complete, always complete.</summary>
internal static class DayCompletion
{
    public static bool IsDue(ProgramDay day) =>
        !day.IsCompleted
        && day.Tasks.All(task => task.IsCompleted)
        && day.CreditedSeconds >= day.TargetMinutes * 60L
        && day.Reflections.Count > 0;

    /// <summary>The day after a change: complete, and said so, if the change made it so.</summary>
    /// <param name="day">The changed day.</param>
    /// <param name="operation">In whose course it was changed.</param>
    /// <param name="at">When the change happened, which for a session is before it is credited.</param>
    /// <param name="count">What the answer counts.</param>
    /// <param name="change">What happened, if others are told of it.</param>
    public static DayOutcome Evaluate(ProgramDay day, Operation operation, DateTimeOffset at, int count, FocusEvent? change)
    {
        var events = new List<FocusEvent>();
        if (change is not null)
        {
            events.Add(change);
        }

        if (IsDue(day))
        {
            day = day with
            {
                CompletedAt = LastOf(day, at),
                CompletedBy = operation.CorrelationId,
                CompletedByEvent = operation.CausationId,
            };
            events.Add(new DayEvaluated
            {
                OccurredAt = operation.Now,
                UserId = day.UserId,
                CorrelationId = operation.CorrelationId,
                CausationId = operation.CausationId,
                EnrollmentId = day.EnrollmentId,
                ProgramId = day.ProgramId,
                DayNumber = day.DayNumber,
                CompletedAt = day.CompletedAt.Value,
            });
        }

        return new DayOutcome(day, count, day.IsCompleted, events);
    }

    // A session that ended earlier may be credited after the last task was done: the day is complete with the later of them.
    private static DateTimeOffset LastOf(ProgramDay day, DateTimeOffset at) =>
        day.Tasks.Select(task => task.CompletedAt!.Value).Concat(day.Reflections.Select(reflection => reflection.At)).Append(at).Max();
}
