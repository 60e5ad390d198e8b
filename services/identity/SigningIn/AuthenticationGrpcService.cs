using FocusSuite.Identity.Tokens;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Signing up, in and out, in the envelope that the first mobile clients read.</summary>
internal sealed class AuthenticationGrpcService(
    Signup signup, SignupLimit signupLimit, Login login, Refresh refresh, KnownAddresses addresses, SignInBook signIns)
    : AuthenticationService.AuthenticationServiceBase
{
    public override async Task<SignupResponse> Signup(SignupRequest request, ServerCallContext context)
    {
        signupLimit.Take(ClientAddress.Of(context));
        var signingUp = signup.RunAsync(request, context.RequestKey(), ClientAddress.Of(context), context.CancellationToken);
        return new SignupResponse
        {
            Status = true,
            Message = "Your account has been created.",
            Results = new SignedInResults { Data = await RememberAsync(signingUp, context) },
            AdditionalInfo = new EmptyObject(),
        };
    }

    public override async Task<LoginResponse> Login(LoginRequest request, ServerCallContext context) => new()
    {
        Status = true,
        Message = "You are signed in.",
        Results = new SignedInResults { Data = await login.RunAsync(request, ClientAddress.Of(context), context.CancellationToken) },
        AdditionalInfo = new EmptyObject(),
    };

    public override async Task<RefreshResponse> Refresh(RefreshRequest request, ServerCallContext context) => new()
    {
        Status = true,
        Message = "You are still signed in.",
        Results = new SignedInResults { Data = await RememberAsync(refresh.RunAsync(request, context.RequestKey(), context.CancellationToken), context) },
        AdditionalInfo = new EmptyObject(),
    };

    public override async Task<LogoutResponse> Logout(LogoutRequest request, ServerCallContext context)
    {
        new Validation().Check(request.Refresh.Length > 0, "refresh", Validation.Required).ThrowIfAny();

        // The same answer whatever the token was: it tells nothing about other people's.
        if (RefreshToken.Parse(request.Refresh) is { } token)
        {
            await signIns.EndAsync(token, context.Caller().RequiredUserId, context.CancellationToken);
        }

        return new LogoutResponse { Status = true, Message = "You are signed out.", Results = new EmptyObject(), AdditionalInfo = new EmptyObject() };
    }

    /// <summary>Whoever has signed up there, or shows a good refresh token, is at home there.</summary>
    private async Task<SignedIn> RememberAsync(Task<SignedIn> signingIn, ServerCallContext context)
    {
        var signedIn = await signingIn;
        await addresses.RememberAsync(signedIn.User.Id, ClientAddress.Of(context), context.CancellationToken);
        return signedIn;
    }
}
