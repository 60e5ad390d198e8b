using FocusSuite.Progress.Totals;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress;

/// <summary>What enrollment asks about the progress of the person on whose behalf it calls.</summary>
internal sealed class ProgressInternalGrpcService(TotalsHandler totals) : ProgressInternalService.ProgressInternalServiceBase
{
    public override Task<GetOverviewResponse> GetOverview(GetOverviewRequest request, ServerCallContext context) => totals.GetOverviewAsync(request, context);

    public override Task<BatchGetTotalsResponse> BatchGetTotals(BatchGetTotalsRequest request, ServerCallContext context) =>
        totals.BatchGetAsync(request, context);
}
