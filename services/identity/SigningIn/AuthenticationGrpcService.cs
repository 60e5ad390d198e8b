using FocusSuite.Identity.Tokens;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Signing up, in and out, in the envelope that the first mobile clients read.</summary>
internal sealed class AuthenticationGrpcService(
    Signup signup, SignupLimit signupLimit, SignInLimit signInLimit, Login login, Refresh refresh, KnownAddresses addresses, SignInStore signIns, SignOutEverywhere signOutEverywhere)
    : AuthenticationService.AuthenticationServiceBase
{
    public override async Task<SignupResponse> Signup(SignupRequest request, ServerCallContext context)
    {
        var clientAddress = ClientAddress.Of(context);
        signupLimit.Take(clientAddress);
        var signedUp = await signup.RunAsync(request, context.RequestKey(), clientAddress, context.CancellationToken);

        // Whoever has signed up there is at home there.
        await addresses.RememberAsync(signedUp.User.Id, clientAddress, context.CancellationToken);
        return new SignupResponse
        {
            Status = true,
            Message = "Your account has been created.",
            Results = new SignedInResults { Data = signedUp },
            AdditionalInfo = new EmptyObject(),
        };
    }

    public override async Task<LoginResponse> Login(LoginRequest request, ServerCallContext context)
    {
        // As accounts match: by what is visible, whatever its case. Or each spelling of an email would have a share of its own.
        signInLimit.Take(VisibleText.Trim(request.Email).ToUpperInvariant(), ClientAddress.Of(context));
        return new LoginResponse
        {
            Status = true,
            Message = "You are signed in.",
            Results = new SignedInResults { Data = await login.RunAsync(request, ClientAddress.Of(context), context.CancellationToken) },
            AdditionalInfo = new EmptyObject(),
        };
    }

    public override async Task<RefreshResponse> Refresh(RefreshRequest request, ServerCallContext context) => new()
    {
        Status = true,
        Message = "You are still signed in.",
        Results = new SignedInResults
        {
            Data = await refresh.RunAsync(request, context.RequestKey(), ClientAddress.Of(context), context.CancellationToken),
        },
        AdditionalInfo = new EmptyObject(),
    };

    public override async Task<LogoutResponse> Logout(LogoutRequest request, ServerCallContext context)
    {
        new Validation().Check(request.Refresh.Length > 0, "refresh", Validation.Required).ThrowIfAny();

        // The same answer whatever the token was: it tells nothing about other people's.
        if (RefreshToken.Parse(request.Refresh) is { } token && await signIns.EndAsync(token, context.CancellationToken) is { } accountId && request.All)
        {
            await signOutEverywhere.RunAsync(accountId, context.CancellationToken);
        }

        return new LogoutResponse { Status = true, Message = "You are signed out.", Results = new EmptyObject(), AdditionalInfo = new EmptyObject() };
    }
}
