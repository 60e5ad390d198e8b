using FocusSuite.Progress.Marking;
using FocusSuite.Progress.Rating;
using FocusSuite.Progress.Reading;
using FocusSuite.Progress.Reflecting;
using FocusSuite.Progress.Reviewing;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress;

/// <summary>What people ask of their days: each method is a feature of its own.</summary>
internal sealed class ProgressGrpcService(
    GetDayHandler getDay,
    UpdateTaskHandler updateTask,
    AddReflectionHandler addReflection,
    RateDayHandler rateDay,
    GetWeeklyReviewHandler getWeeklyReview) : ProgressService.ProgressServiceBase
{
    public override Task<GetDayResponse> GetDay(GetDayRequest request, ServerCallContext context) => getDay.HandleAsync(request, context);

    public override Task<UpdateTaskResponse> UpdateTask(UpdateTaskRequest request, ServerCallContext context) => updateTask.HandleAsync(request, context);

    public override Task<AddReflectionResponse> AddReflection(AddReflectionRequest request, ServerCallContext context) =>
        addReflection.HandleAsync(request, context);

    public override Task<RateDayResponse> RateDay(RateDayRequest request, ServerCallContext context) => rateDay.HandleAsync(request, context);

    public override Task<GetWeeklyReviewResponse> GetWeeklyReview(GetWeeklyReviewRequest request, ServerCallContext context) =>
        getWeeklyReview.HandleAsync(request, context);
}
