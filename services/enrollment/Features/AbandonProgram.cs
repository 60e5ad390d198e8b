using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>Gives a program up; the answer comes when the session that was live in it has ended and counts.</summary>
internal sealed class AbandonProgram(EnrollmentCommands commands)
{
    public async Task<AbandonProgramResponse> HandleAsync(AbandonProgramRequest request, ServerCallContext context) => new()
    {
        Abandoned = true,
        EnrollmentId = request.EnrollmentId,
        CurrentDay = await commands.RunAsync(request.EnrollmentId, context, (enrollment, operation) => enrollment.Abandon(operation)),
    };
}
