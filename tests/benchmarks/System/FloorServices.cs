using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace GrpcTranscoding.Benchmarks.Suite;

internal sealed class FloorEnrollment(
    FloorDatabase database, FloorAnswers answers, ProgressInternalService.ProgressInternalServiceClient peer)
    : EnrollmentService.EnrollmentServiceBase
{
    private readonly ListProgramsResponse _list = answers.Read<ListProgramsResponse>();
    private readonly GetProgramResponse _program = answers.Read<GetProgramResponse>();
    private readonly ListHistoryResponse _history = answers.Read<ListHistoryResponse>();

    public override async Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context)
    {
        await database.ReadEnrollmentsAsync();
        return _list;
    }

    public override async Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
    {
        await database.ReadEnrollmentsAsync();
        await peer.GetOverviewAsync(new GetOverviewRequest { EnrollmentId = request.EnrollmentId, DayNumber = 1 });
        return _program;
    }

    public override async Task<ListHistoryResponse> ListHistory(ListHistoryRequest request, ServerCallContext context)
    {
        await database.ReadEnrollmentsAsync();
        await peer.BatchGetTotalsAsync(new BatchGetTotalsRequest { EnrollmentIds = { 1 } });
        return _history;
    }
}

internal sealed class FloorProgress(FloorDatabase database, FloorAnswers answers) : ProgressService.ProgressServiceBase
{
    private readonly GetDayResponse _day = answers.Read<GetDayResponse>();
    private readonly GetWeeklyReviewResponse _week = answers.Read<GetWeeklyReviewResponse>();

    public override async Task<GetDayResponse> GetDay(GetDayRequest request, ServerCallContext context)
    {
        await database.ReadDaysAsync();
        return _day;
    }

    public override async Task<GetWeeklyReviewResponse> GetWeeklyReview(GetWeeklyReviewRequest request, ServerCallContext context)
    {
        await database.ReadProgressAsync();
        return _week;
    }

    /// <summary>The floor of every write.</summary>
    public override async Task<UpdateTaskResponse> UpdateTask(UpdateTaskRequest request, ServerCallContext context)
    {
        await database.WriteAsync(request.EnrollmentId, request.IsCompleted);
        return new UpdateTaskResponse { Success = true, TasksCompleted = request.IsCompleted ? 1 : 0, TasksTotal = 3 };
    }
}

internal sealed class FloorSessions(FloorDatabase database, FloorAnswers answers) : SessionsService.SessionsServiceBase
{
    private readonly GetActiveSessionResponse _active = answers.Read<GetActiveSessionResponse>();

    public override async Task<GetActiveSessionResponse> GetActiveSession(GetActiveSessionRequest request, ServerCallContext context)
    {
        await database.ReadSessionAsync();
        return _active;
    }
}

/// <summary>What a second service says to the first, in a process of its own.</summary>
internal sealed class FloorPeer(FloorDatabase database) : ProgressInternalService.ProgressInternalServiceBase
{
    private static readonly EnrollmentTotals Totals = new()
    {
        EnrollmentId = 100_000,
        DaysCompleted = 3,
        CompletionPercentage = 21.4,
        TotalFocusMinutes = 75,
        TotalSessions = 3,
        CurrentStreak = 3,
        LongestStreak = 3,
    };

    public override async Task<GetOverviewResponse> GetOverview(GetOverviewRequest request, ServerCallContext context)
    {
        await database.ReadProgressAsync();
        return new GetOverviewResponse { Totals = Totals, TasksCompleted = 1 };
    }

    public override async Task<BatchGetTotalsResponse> BatchGetTotals(BatchGetTotalsRequest request, ServerCallContext context)
    {
        await database.ReadProgressAsync();
        return new BatchGetTotalsResponse { Totals = { Totals } };
    }
}
