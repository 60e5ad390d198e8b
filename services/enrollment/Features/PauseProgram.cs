using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>Interrupts a program.</summary>
internal sealed class PauseProgram(EnrollmentCommands commands)
{
    public async Task<PauseProgramResponse> HandleAsync(PauseProgramRequest request, ServerCallContext context) => new()
    {
        Paused = true,
        EnrollmentId = request.EnrollmentId,
        CurrentDay = await commands.RunAsync(request.EnrollmentId, context, (enrollment, operation) => enrollment.Pause(operation)),
    };
}
