using FocusSuite.Progress.Days;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Progress.Marking;

/// <summary><c>POST tasks/update</c>.</summary>
internal sealed class UpdateTaskHandler(DayEditor editor)
{
    public async Task<UpdateTaskResponse> HandleAsync(UpdateTaskRequest request, ServerCallContext context)
    {
        Validate(request);
        var outcome = await editor.EditAsync(
            request.EnrollmentId,
            request.DayNumber,
            context,
            (day, operation) => TaskMarking.Mark(day, request.TaskIndex, request.IsCompleted, operation));
        return new UpdateTaskResponse { Success = true, TasksCompleted = outcome.Count, TasksTotal = outcome.Day.Tasks.Count };
    }

    /// <summary>All that can be said without the day itself.</summary>
    internal static void Validate(UpdateTaskRequest request)
    {
        var validation = new Validation().Id(request.EnrollmentId, "enrollment_id").Id(request.DayNumber, "day_number");
        if (!request.HasTaskIndex)
        {
            validation.Add("task_index", Validation.Required);
        }

        validation
            .Check(request.TaskIndex >= 0, "task_index", "Must be 0 or greater.")
            .Check(request.HasIsCompleted, "is_completed", Validation.Required)
            .ThrowIfAny();
    }
}
