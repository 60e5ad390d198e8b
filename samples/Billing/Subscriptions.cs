using FocusSuite.Client;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Billing;

/// <summary>Makes an account's subscription what was paid for.</summary>
internal sealed class Subscriptions(IdentityInternalService.IdentityInternalServiceClient identity)
{
    /// <summary>Sets the subscription. May be repeated: the account is told as it should be, and the key is that of the payment.</summary>
    /// <exception cref="FocusSuiteException">The suite refused it, or did not answer.</exception>
    public async Task<User> SetAsync(Payment payment, CancellationToken cancellationToken)
    {
        var request = new PutUserRequest
        {
            Email = payment.Email,
            Subscription = new Subscription
            {
                Plan = payment.Plan == "pro_yearly" ? Plan.ProYearly : Plan.ProMonthly,
                Status = SubscriptionStatus.Active,
                ExpiresAt = payment.PaidUntil?.ToTimestamp(),
            },
        };
        if (payment.PaidUntil is null)
        {
            request.Clear.Add("expires_at");
        }

        var call = new CallOptions(cancellationToken: cancellationToken).WithRequestKey(payment.Id);
        return (await identity.PutUserAsync(request, call)).User;
    }
}
