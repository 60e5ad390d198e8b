using FocusSuite.Progress.Features;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress;

/// <summary>What users ask of their days: each method is a feature of its own.</summary>
internal sealed class ProgressGrpcService(
    GetDay getDay, UpdateTask updateTask, AddReflection addReflection, UpdateReflection updateReflection, DeleteReflection deleteReflection,
    RateDay rateDay, GetWeeklyReview getWeeklyReview)
    : ProgressService.ProgressServiceBase
{
    public override Task<GetDayResponse> GetDay(GetDayRequest request, ServerCallContext context) => getDay.HandleAsync(request, context);

    public override Task<UpdateTaskResponse> UpdateTask(UpdateTaskRequest request, ServerCallContext context) =>
        updateTask.HandleAsync(request, context);

    public override Task<AddReflectionResponse> AddReflection(AddReflectionRequest request, ServerCallContext context) =>
        addReflection.HandleAsync(request, context);

    public override Task<UpdateReflectionResponse> UpdateReflection(UpdateReflectionRequest request, ServerCallContext context) =>
        updateReflection.HandleAsync(request, context);

    public override Task<DeleteReflectionResponse> DeleteReflection(DeleteReflectionRequest request, ServerCallContext context) =>
        deleteReflection.HandleAsync(request, context);

    public override Task<RateDayResponse> RateDay(RateDayRequest request, ServerCallContext context) =>
        rateDay.HandleAsync(request, context);

    public override Task<GetWeeklyReviewResponse> GetWeeklyReview(GetWeeklyReviewRequest request, ServerCallContext context) =>
        getWeeklyReview.HandleAsync(request, context);
}

/// <summary>What enrollment asks about the progress of the user on whose behalf it calls.</summary>
internal sealed class ProgressInternalGrpcService(GetTotals totals) : ProgressInternalService.ProgressInternalServiceBase
{
    public override Task<GetOverviewResponse> GetOverview(GetOverviewRequest request, ServerCallContext context) =>
        totals.GetOverviewAsync(request, context);

    public override Task<BatchGetTotalsResponse> BatchGetTotals(BatchGetTotalsRequest request, ServerCallContext context) =>
        totals.BatchGetAsync(request, context);
}
