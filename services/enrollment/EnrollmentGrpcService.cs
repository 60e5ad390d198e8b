using FocusSuite.Enrollment.Features;
using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment;

/// <summary>What a user can do with programs: each method is a feature of its own.</summary>
internal sealed class EnrollmentGrpcService(
    ListPrograms listPrograms,
    EnrollInProgram enroll,
    StartProgram startProgram,
    PauseProgram pauseProgram,
    ResumeProgram resumeProgram,
    AbandonProgram abandonProgram,
    GetProgram getProgram,
    ListHistory listHistory)
    : EnrollmentService.EnrollmentServiceBase
{
    public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
        listPrograms.HandleAsync(context);

    public override Task<EnrollResponse> Enroll(EnrollRequest request, ServerCallContext context) => enroll.HandleAsync(request, context);

    public override Task<StartProgramResponse> StartProgram(StartProgramRequest request, ServerCallContext context) =>
        startProgram.HandleAsync(request, context);

    public override Task<PauseProgramResponse> PauseProgram(PauseProgramRequest request, ServerCallContext context) =>
        pauseProgram.HandleAsync(request, context);

    public override Task<ResumeProgramResponse> ResumeProgram(ResumeProgramRequest request, ServerCallContext context) =>
        resumeProgram.HandleAsync(request, context);

    public override Task<AbandonProgramResponse> AbandonProgram(AbandonProgramRequest request, ServerCallContext context) =>
        abandonProgram.HandleAsync(request, context);

    public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
        getProgram.HandleAsync(request, context);

    public override Task<ListHistoryResponse> ListHistory(ListHistoryRequest request, ServerCallContext context) =>
        listHistory.HandleAsync(request, context);
}

/// <summary>What the other services ask.</summary>
internal sealed class EnrollmentInternalGrpcService(GetEnrollment getEnrollment, ListUsers listUsers)
    : EnrollmentInternalService.EnrollmentInternalServiceBase
{
    public override Task<GetEnrollmentResponse> GetEnrollment(GetEnrollmentRequest request, ServerCallContext context) =>
        getEnrollment.HandleAsync(request, context);

    public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
        listUsers.HandleAsync(request, context);
}
