using FocusSuite.Enrollment.Details;
using FocusSuite.Enrollment.Enrolling;
using FocusSuite.Enrollment.History;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Listing;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Enrollment;

/// <summary>What a person can do with programs. Checks the request's form; each feature has its own handler.</summary>
internal sealed class EnrollmentGrpcService(
    ProgramListHandler list,
    EnrollHandler enroll,
    LifecycleHandler lifecycle,
    AbandonHandler abandon,
    ProgramDetailsHandler details,
    HistoryHandler history)
    : EnrollmentService.EnrollmentServiceBase
{
    public override Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context) =>
        list.ListAsync(context.Caller().RequiredUserId, context.CancellationToken);

    public override async Task<EnrollResponse> Enroll(EnrollRequest request, ServerCallContext context)
    {
        new Validation().Id(request.ProgramId, "program_id").ThrowIfAny();
        var response = await enroll.EnrollAsync(context.Caller().RequiredUserId, request.ProgramId, context.RequestKey(), context.CancellationToken);
        if (!response.Enrolled)
        {
            await context.AnswerWithStatusAsync("200");
        }

        return response;
    }

    public override async Task<StartProgramResponse> StartProgram(StartProgramRequest request, ServerCallContext context)
    {
        var answer = await lifecycle.StartAsync(Command(request.EnrollmentId, context), context.CancellationToken);
        return new StartProgramResponse { Started = true, EnrollmentId = request.EnrollmentId, CurrentDay = answer.CurrentDay };
    }

    public override async Task<PauseProgramResponse> PauseProgram(PauseProgramRequest request, ServerCallContext context)
    {
        var answer = await lifecycle.PauseAsync(Command(request.EnrollmentId, context), context.CancellationToken);
        return new PauseProgramResponse { Paused = true, EnrollmentId = request.EnrollmentId, CurrentDay = answer.CurrentDay };
    }

    public override async Task<ResumeProgramResponse> ResumeProgram(ResumeProgramRequest request, ServerCallContext context)
    {
        var answer = await lifecycle.ResumeAsync(Command(request.EnrollmentId, context), context.CancellationToken);
        return new ResumeProgramResponse { Resumed = true, EnrollmentId = request.EnrollmentId, CurrentDay = answer.CurrentDay };
    }

    public override async Task<AbandonProgramResponse> AbandonProgram(AbandonProgramRequest request, ServerCallContext context)
    {
        var answer = await abandon.AbandonAsync(Command(request.EnrollmentId, context), context.CancellationToken);
        return new AbandonProgramResponse { Abandoned = true, EnrollmentId = request.EnrollmentId, CurrentDay = answer.CurrentDay };
    }

    public override Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context) =>
        details.GetAsync(context.Caller().RequiredUserId, request.EnrollmentId, context.CancellationToken);

    public override Task<ListHistoryResponse> ListHistory(ListHistoryRequest request, ServerCallContext context) =>
        history.ListAsync(context.Caller().RequiredUserId, HistoryPage.Of(request), context.CancellationToken);

    private static LifecycleCommand Command(long enrollmentId, ServerCallContext context)
    {
        new Validation().Id(enrollmentId, "enrollment_id").ThrowIfAny();
        return new LifecycleCommand(context.Caller().RequiredUserId, enrollmentId, context.RequestKey());
    }
}
