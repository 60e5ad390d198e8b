using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>Goes on with a paused program.</summary>
internal sealed class ResumeProgram(EnrollmentCommands commands)
{
    public async Task<ResumeProgramResponse> HandleAsync(ResumeProgramRequest request, ServerCallContext context) => new()
    {
        Resumed = true,
        EnrollmentId = request.EnrollmentId,
        CurrentDay = await commands.RunWithProAsync(
            request.EnrollmentId, context, (enrollment, hasPro, operation) => enrollment.Resume(hasPro, operation)),
    };
}
