using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>Identity as far as subscriptions are asked for: the same for everybody, Pro unless the test says otherwise.</summary>
internal sealed class FakeIdentity : IdentityInternalService.IdentityInternalServiceClient
{
    public int Calls { get; private set; }

    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public Subscription Subscription { get; set; } = new() { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Active };

    public override AsyncUnaryCall<GetSubscriptionResponse> GetSubscriptionAsync(GetSubscriptionRequest request, CallOptions options)
    {
        Calls++;
        return new AsyncUnaryCall<GetSubscriptionResponse>(
            AnswerAsync(Subscription), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    private async Task<GetSubscriptionResponse> AnswerAsync(Subscription subscription)
    {
        await Before();
        return new GetSubscriptionResponse { Subscription = subscription };
    }
}
