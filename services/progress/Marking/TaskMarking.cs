using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Days;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Progress.Marking;

/// <summary>Marks a task as done or not done.</summary>
internal static class TaskMarking
{
    /// <summary>A task that is so already keeps its time. Taking a mark back never takes back a complete day.</summary>
    public static DayOutcome Mark(ProgramDay day, int index, bool isCompleted, Operation operation)
    {
        if (index < 0 || index >= day.Tasks.Count)
        {
            new Validation().Add("task_index", OutOfRange(day)).ThrowIfAny();
        }

        if (day.Tasks[index].IsCompleted == isCompleted)
        {
            return DayOutcome.Unchanged(day, day.TasksCompleted);
        }

        var tasks = day.Tasks.ToArray();
        tasks[index] = tasks[index] with { CompletedAt = isCompleted ? operation.Now : null };
        var marked = day.Touched(operation.Now) with { Tasks = tasks };
        return DayCompletion.Evaluate(marked, operation, operation.Now, marked.TasksCompleted, new TaskUpdated
        {
            OccurredAt = operation.Now,
            UserId = day.UserId,
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
            EnrollmentId = day.EnrollmentId,
            DayNumber = day.DayNumber,
            TaskIndex = index,
            IsCompleted = isCompleted,
        });
    }

    private static string OutOfRange(ProgramDay day) => day.Tasks.Count == 0 ? "This day has no tasks." : $"Must be between 0 and {day.Tasks.Count - 1}.";
}
