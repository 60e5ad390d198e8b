using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Advancing;

/// <summary>How a complete day moves an enrollment on.</summary>
internal static class Advance
{
    /// <summary>
    /// Takes note of a complete day, once. Any order and any repetition of the same days gives the same state. A paused program stays
    /// paused until its last day. An abandoned one takes note too: progress completes no day of an enrollment that it knows as abandoned,
    /// so this one was complete before, and both have to tell the same. If it was the last one, the person gave up what was done already:
    /// the program is completed.
    /// </summary>
    public static Decision By(int day, DateTimeOffset completedAt, ProgramEnrollment enrollment, Operation operation)
    {
        if (enrollment.Status == EnrollmentStatus.Completed || day < 1 || day > enrollment.TotalDays || enrollment.CompletedDays.Contains(day))
        {
            return Decision.Nothing(enrollment);
        }

        int[] completedDays = [.. enrollment.CompletedDays.Append(day).Order()];
        var isLast = completedDays.Length == enrollment.TotalDays;
        var lastCompletedAt = enrollment.LastDayCompletedAt is { } earlier && earlier > completedAt ? earlier : completedAt;
        var advanced = enrollment with
        {
            CompletedDays = completedDays,
            CurrentDay = FirstOpenDay(completedDays, enrollment.TotalDays),
            LastDayCompletedAt = lastCompletedAt,
            CompletedAt = isLast ? lastCompletedAt : null,
        };

        var noted = new ProgramAdvanced
        {
            OccurredAt = operation.Now,
            UserId = enrollment.UserId,
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
            EnrollmentId = enrollment.Id,
            ProgramId = enrollment.ProgramId,
            TotalDays = enrollment.TotalDays,
            CompletedDay = day,
            CompletedDays = completedDays,
            CurrentDay = advanced.CurrentDay,
            ProgramCompleted = isLast,
            CompletedAt = advanced.CompletedAt,
        };
        return isLast
            ? StatusChange.To(EnrollmentStatus.Completed, advanced, operation, noted, Completed(advanced, lastCompletedAt, operation))
            : new Decision(advanced, [noted]);
    }

    /// <summary>The first day that is not complete, never past the last.</summary>
    private static int FirstOpenDay(int[] completedDays, int totalDays)
    {
        // In ascending order, each once: as long as day n is at place n, none before it is missing.
        var unbroken = 0;
        while (unbroken < completedDays.Length && completedDays[unbroken] == unbroken + 1)
        {
            unbroken++;
        }

        return Math.Min(unbroken + 1, totalDays);
    }

    private static ProgramCompleted Completed(ProgramEnrollment enrollment, DateTimeOffset completedAt, Operation operation) => new()
    {
        OccurredAt = operation.Now,
        UserId = enrollment.UserId,
        CorrelationId = operation.CorrelationId,
        CausationId = operation.CausationId,
        EnrollmentId = enrollment.Id,
        ProgramId = enrollment.ProgramId,
        CompletedAt = completedAt,
    };
}
