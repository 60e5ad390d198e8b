using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>DELETE programs/{id}/days/{n}/reflections/{r}</c>. What its path names is found or not.</summary>
internal sealed class DeleteReflection(DayCommands commands)
{
    public async Task<DeleteReflectionResponse> HandleAsync(DeleteReflectionRequest request, ServerCallContext context)
    {
        var answer = await commands.RunAsync(
            request.EnrollmentId,
            request.DayNumber,
            context,
            (day, _, operation) => day.DeleteReflection(request.ReflectionNumber, operation));
        return new DeleteReflectionResponse
        {
            Success = true,
            ReflectionsCount = answer.Receipt?.Count ?? answer.Day.Reflections.Count,
        };
    }
}
