using FocusSuite.Insights.Features;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;

namespace FocusSuite.Insights;

/// <summary>What users ask of their effort: each method is a feature of its own.</summary>
internal sealed class InsightsGrpcService(
    GetActivity getActivity, ListAchievements listAchievements, ExplainAchievement explainAchievement, GetStreak getStreak,
    SetRestDays setRestDays, AddVacation addVacation, EndVacation endVacation)
    : InsightsService.InsightsServiceBase
{
    public override Task<GetActivityResponse> GetActivity(GetActivityRequest request, ServerCallContext context) =>
        getActivity.HandleAsync(request, context);

    public override Task<ListAchievementsResponse> ListAchievements(ListAchievementsRequest request, ServerCallContext context) =>
        listAchievements.HandleAsync(context);

    public override Task<ExplainAchievementResponse> ExplainAchievement(ExplainAchievementRequest request, ServerCallContext context) =>
        explainAchievement.HandleAsync(request, context);

    public override Task<GetStreakResponse> GetStreak(GetStreakRequest request, ServerCallContext context) =>
        getStreak.HandleAsync(context);

    public override Task<SetRestDaysResponse> SetRestDays(SetRestDaysRequest request, ServerCallContext context) =>
        setRestDays.HandleAsync(request, context);

    public override Task<AddVacationResponse> AddVacation(AddVacationRequest request, ServerCallContext context) =>
        addVacation.HandleAsync(request, context);

    public override Task<EndVacationResponse> EndVacation(EndVacationRequest request, ServerCallContext context) =>
        endVacation.HandleAsync(request, context);
}

/// <summary>What an operator asks.</summary>
internal sealed class InsightsInternalGrpcService(RebuildFacts rebuildFacts) : InsightsInternalService.InsightsInternalServiceBase
{
    public override Task RebuildFacts(
        RebuildFactsRequest request, IServerStreamWriter<RebuildFactsResponse> responseStream, ServerCallContext context) =>
        rebuildFacts.HandleAsync(request, responseStream, context);
}
