using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.KeySpace;
using FocusSuite.Identity.SigningIn;
using FocusSuite.Identity.Subscriptions;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Revocation;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Operating;

/// <summary>What the other services and the operator's command line ask of identity.</summary>
internal sealed class IdentityInternalGrpcService(
    SubscriptionStore subscriptions, PutUser putUser, AccountBook accounts, SignInStore signIns, SignedInAnswer answer, IRevocationSource revocations, RequestKeyStore requestKeys)
    : IdentityInternalService.IdentityInternalServiceBase
{
    /// <summary>What an operator is told.</summary>
    public const string NoAccount = "No account has this email address.";

    private const int LongestKey = 255;
    private const int FingerprintLength = 64;

    public override async Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context)
    {
        var terms = await subscriptions.ReadAsync(context.Caller().RequiredUserId, context.CancellationToken);
        return new GetSubscriptionResponse { Subscription = terms.ToMessage() };
    }

    public override Task<PutUserResponse> PutUser(PutUserRequest request, ServerCallContext context) =>
        putUser.RunAsync(request, context.CancellationToken);

    public override async Task<IssueTokensResponse> IssueTokens(IssueTokensRequest request, ServerCallContext context)
    {
        var account = await accounts.FindAsync(VisibleText.Trim(request.Email)) ?? throw new ApiException(ErrorCodes.NotFound, NoAccount);
        var token = await signIns.TryBeginAsync(account, context.CancellationToken) ?? throw new ApiException(ErrorCodes.NotFound, NoAccount);
        return new IssueTokensResponse { Tokens = await answer.PairAsync(account, token, context.CancellationToken) };
    }

    public override async Task<ClaimRequestKeyResponse> ClaimRequestKey(ClaimRequestKeyRequest request, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        return new ClaimRequestKeyResponse
        {
            Granted = await requestKeys.ClaimAsync(userId, request.Key, FingerprintOf(request.Key, request.Fingerprint), context.CancellationToken),
        };
    }

    public override async Task<ReleaseRequestKeyResponse> ReleaseRequestKey(ReleaseRequestKeyRequest request, ServerCallContext context)
    {
        var userId = context.Caller().RequiredUserId;
        await requestKeys.ReleaseAsync(userId, request.Key, FingerprintOf(request.Key, request.Fingerprint), context.CancellationToken);
        return new ReleaseRequestKeyResponse();
    }

    private static byte[] FingerprintOf(string key, string fingerprint)
    {
        var validation = new Validation().Check(key.Length is > 0 and <= LongestKey, "key", $"Must have 1 to {LongestKey} characters.");
        var valid = fingerprint.Length == FingerprintLength && fingerprint.All(char.IsAsciiHexDigit);
        validation.Check(valid, "fingerprint", $"Must have {FingerprintLength} hexadecimal characters.").ThrowIfAny();
        return Convert.FromHexString(fingerprint);
    }

    public override async Task<ListRevocationsResponse> ListRevocations(ListRevocationsRequest request, ServerCallContext context)
    {
        var page = await revocations.ListAsync(request.Since?.ToDateTimeOffset(), context.CancellationToken);
        return new ListRevocationsResponse
        {
            Revocations =
            {
                page.Revocations.Select(one => new Revocation
                {
                    UserHash = one.UserHash,
                    Epoch = one.Epoch,
                    Reason = one.Reason == TokensRevoked.PasswordChanged ? RevocationReason.PasswordChanged : RevocationReason.SignedOut,
                }),
            },
            AsOf = page.AsOf.ToTimestamp(),
        };
    }
}
