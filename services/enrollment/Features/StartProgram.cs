using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>Starts a program, or goes on with a paused one.</summary>
internal sealed class StartProgram(EnrollmentCommands commands)
{
    public async Task<StartProgramResponse> HandleAsync(StartProgramRequest request, ServerCallContext context) => new()
    {
        Started = true,
        EnrollmentId = request.EnrollmentId,
        CurrentDay = await commands.RunWithProAsync(
            request.EnrollmentId, context, (enrollment, hasPro, operation) => enrollment.Start(hasPro, operation)),
    };
}
