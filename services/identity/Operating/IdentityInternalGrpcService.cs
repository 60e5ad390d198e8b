using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.SigningIn;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Identity.Operating;

/// <summary>What the other services and the operator's command line ask of identity.</summary>
internal sealed class IdentityInternalGrpcService(
    SubscriptionBook subscriptions, PutUser putUser, AccountBook accounts, SignInBook signIns, SignedInAnswer answer, IdentityContext database)
    : IdentityInternalService.IdentityInternalServiceBase
{
    public override async Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context)
    {
        var terms = await subscriptions.ReadAsync(context.Caller().RequiredUserId, context.CancellationToken);
        return new GetSubscriptionResponse { Subscription = terms.ToMessage() };
    }

    public override Task<PutUserResponse> PutUser(PutUserRequest request, ServerCallContext context) =>
        putUser.RunAsync(request, context.CancellationToken);

    public override async Task<IssueTokensResponse> IssueTokens(IssueTokensRequest request, ServerCallContext context)
    {
        var account = await accounts.FindAsync(VisibleText.Trim(request.Email))
            ?? throw new FocusException(ErrorCodes.NotFound, "No account has this email address.");
        var token = signIns.Begin(account);
        await database.SaveAsync([], context.CancellationToken);
        return new IssueTokensResponse { Tokens = await answer.PairAsync(account, token, context.CancellationToken) };
    }
}
