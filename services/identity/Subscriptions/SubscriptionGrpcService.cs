using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Subscriptions;

/// <summary>The caller's subscription.</summary>
internal sealed class SubscriptionGrpcService(SubscriptionStore subscriptions, TimeProvider clock) : SubscriptionService.SubscriptionServiceBase
{
    public override async Task<GetMySubscriptionResponse> GetMySubscription(GetMySubscriptionRequest request, ServerCallContext context)
    {
        var terms = await subscriptions.ReadAsync(context.Caller().RequiredUserId, context.CancellationToken);
        return new GetMySubscriptionResponse
        {
            Plan = terms.Plan,
            Status = terms.Status,
            IsPro = terms.IsPro(clock.GetUtcNow()),
            StartedAt = terms.StartedAt?.ToTimestamp(),
            ExpiresAt = terms.ExpiresAt?.ToTimestamp(),
            TrialEndsAt = terms.TrialEndsAt?.ToTimestamp(),
        };
    }
}
