using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>The caller's subscription, for the user and for a service that speaks in the user's name.</summary>
internal sealed class GetSubscription(AccountStore accounts, TimeProvider clock)
{
    public async Task<GetMySubscriptionResponse> HandleAsync(GetMySubscriptionRequest request, ServerCallContext context)
    {
        var terms = await accounts.ReadTermsAsync(context.Caller().RequiredUserId, context.CancellationToken);
        return new GetMySubscriptionResponse
        {
            Plan = terms.Plan.ToWire(),
            Status = terms.Status.ToWire(),
            IsPro = terms.IsPro(clock.GetUtcNow()),
            StartedAt = terms.StartedAt?.ToTimestamp(),
            ExpiresAt = terms.ExpiresAt?.ToTimestamp(),
            TrialEndsAt = terms.TrialEndsAt?.ToTimestamp(),
        };
    }

    public async Task<GetSubscriptionResponse> HandleAsync(GetSubscriptionRequest request, ServerCallContext context)
    {
        var terms = await accounts.ReadTermsAsync(context.Caller().RequiredUserId, context.CancellationToken);
        return new GetSubscriptionResponse { Subscription = terms.ToMessage() };
    }
}
