using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Identity.Features.Erasure;
using FocusSuite.Identity.Features.Export;
using FocusSuite.Identity.Features.KeySpace;
using FocusSuite.Identity.Features.Operator;
using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Protos.Identity.V1;
using Google.Api;
using Grpc.Core;

namespace FocusSuite.Identity;

/// <summary>Signing up, in and out: each method is a feature.</summary>
internal sealed class AuthenticationGrpcService(SignUp signUp, LogIn logIn, RefreshTokens refresh, LogOut logOut)
    : AuthenticationService.AuthenticationServiceBase
{
    public override Task<SignupResponse> Signup(SignupRequest request, ServerCallContext context) => signUp.HandleAsync(request, context);

    public override Task<LoginResponse> Login(LoginRequest request, ServerCallContext context) => logIn.HandleAsync(request, context);

    public override Task<RefreshResponse> Refresh(RefreshRequest request, ServerCallContext context) =>
        refresh.HandleAsync(request, context);

    public override Task<LogoutResponse> Logout(LogoutRequest request, ServerCallContext context) => logOut.HandleAsync(request, context);
}

/// <summary>What users can do with their own account.</summary>
internal sealed class AccountGrpcService(
    GetSettings getSettings, UpdateSettings updateSettings, ExportAccount export, EraseAccount erase, GetErasure getErasure)
    : AccountService.AccountServiceBase
{
    public override Task<GetSettingsResponse> GetSettings(GetSettingsRequest request, ServerCallContext context) =>
        getSettings.HandleAsync(request, context);

    public override Task<UpdateSettingsResponse> UpdateSettings(UpdateSettingsRequest request, ServerCallContext context) =>
        updateSettings.HandleAsync(request, context);

    public override Task ExportAccount(
        ExportAccountRequest request, IServerStreamWriter<HttpBody> responseStream, ServerCallContext context) =>
        export.HandleAsync(request, responseStream, context);

    public override Task<DeleteAccountResponse> DeleteAccount(DeleteAccountRequest request, ServerCallContext context) =>
        erase.HandleAsync(request, context);

    public override Task<GetErasureResponse> GetErasure(GetErasureRequest request, ServerCallContext context) =>
        getErasure.HandleAsync(request, context);
}

/// <summary>The caller's subscription.</summary>
internal sealed class SubscriptionGrpcService(GetSubscription getSubscription) : SubscriptionService.SubscriptionServiceBase
{
    public override Task<GetMySubscriptionResponse> GetMySubscription(GetMySubscriptionRequest request, ServerCallContext context) =>
        getSubscription.HandleAsync(request, context);
}

/// <summary>What the other services ask about accounts.</summary>
internal sealed class AccountInternalGrpcService(GetCalendar getCalendar) : AccountInternalService.AccountInternalServiceBase
{
    public override Task<GetCalendarResponse> GetCalendar(GetCalendarRequest request, ServerCallContext context) =>
        getCalendar.HandleAsync(request, context);
}

/// <summary>What the other services and the operator's command line ask of identity.</summary>
internal sealed class IdentityInternalGrpcService(
    GetSubscription getSubscription,
    PutUser putUser,
    IssueTokens issueTokens,
    ClaimRequestKey claimRequestKey,
    ReleaseRequestKey releaseRequestKey,
    ListRevocations listRevocations) : IdentityInternalService.IdentityInternalServiceBase
{
    public override Task<GetSubscriptionResponse> GetSubscription(GetSubscriptionRequest request, ServerCallContext context) =>
        getSubscription.HandleAsync(request, context);

    public override Task<PutUserResponse> PutUser(PutUserRequest request, ServerCallContext context) =>
        putUser.HandleAsync(request, context);

    public override Task<IssueTokensResponse> IssueTokens(IssueTokensRequest request, ServerCallContext context) =>
        issueTokens.HandleAsync(request, context);

    public override Task<ClaimRequestKeyResponse> ClaimRequestKey(ClaimRequestKeyRequest request, ServerCallContext context) =>
        claimRequestKey.HandleAsync(request, context);

    public override Task<ReleaseRequestKeyResponse> ReleaseRequestKey(ReleaseRequestKeyRequest request, ServerCallContext context) =>
        releaseRequestKey.HandleAsync(request, context);

    public override Task<ListRevocationsResponse> ListRevocations(ListRevocationsRequest request, ServerCallContext context) =>
        listRevocations.HandleAsync(request, context);
}
