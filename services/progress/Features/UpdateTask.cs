using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>POST tasks/update</c>.</summary>
internal sealed class UpdateTask(DayCommands commands)
{
    public async Task<UpdateTaskResponse> HandleAsync(UpdateTaskRequest request, ServerCallContext context)
    {
        Validate(request);
        var answer = await commands.RunAsync(
            request.EnrollmentId,
            request.DayNumber,
            context,
            (day, standing, operation) => day.MarkTask(request.TaskIndex, request.IsCompleted, standing, operation));
        return new UpdateTaskResponse
        {
            Success = true,
            TasksCompleted = answer.Receipt?.Count ?? answer.Day.TasksCompleted,
            TasksTotal = answer.Day.Tasks.Count,
        };
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
